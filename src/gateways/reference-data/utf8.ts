/** Bytes that are no UTF-8. */
export class NotUtf8 extends Error {
  /** 1-based. */
  readonly line: number;
  constructor(line: number) {
    super('not UTF-8');
    this.line = line;
  }
}

export interface DecodedChunk {
  readonly bytes: Uint8Array;
  /** Without a byte order mark at the beginning of the file. */
  readonly text: string;
}

/** Text of bytes that come in pieces. Throws `NotUtf8` at the first bytes that are none. */
export async function* decodeUtf8(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<DecodedChunk> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  const decode = (bytes: Uint8Array | undefined): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch (error) {
      if (isInvalid(error)) throw new NotUtf8(line + linesBeforeBadByte(bytes));
      throw error;
    }
  };
  for await (const bytes of chunks) {
    const text = decode(bytes);
    yield { bytes, text };
    line += newLinesIn(bytes);
  }
  decode(undefined);
}

/** Source: https://nodejs.org/api/errors.html#err_encoding_invalid_encoded_data */
function isInvalid(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
  );
}

function newLinesIn(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}

function linesBeforeBadByte(bytes: Uint8Array | undefined): number {
  if (bytes === undefined) return 0;
  const decoded = Buffer.from(bytes).toString('utf8');
  return decoded.slice(0, Math.max(decoded.indexOf('\uFFFD'), 0)).split('\n').length - 1;
}
