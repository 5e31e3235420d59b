import { createReadStream, createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { PassThrough, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { badRequest } from '../problem.ts';

const [lineFeed, carriageReturn, quote] = [0x0a, 0x0d, 0x22];

const loneReturn = () =>
  badRequest('A carriage return outside quotes ends no record.', 'Stream_InputStreamFormatError');

/** Source: https://learn.microsoft.com/azure/data-explorer/error-codes */
const openQuote = () =>
  badRequest('Invalid CSV format. Closing quote is missing. HRESULT: 0x80DA000b', 'Stream_ClosingQuoteMissing');

/** Lets every record end in a line feed; what stands in quotes stays as it is. Source: https://www.rfc-editor.org/rfc/rfc4180 */
class LineEnds extends Transform {
  readonly #delimiter: number;
  #state: 'start' | 'plain' | 'quoted' | 'closing' = 'start';
  #afterReturn = false;

  constructor(delimiter: string) {
    super();
    this.#delimiter = delimiter.charCodeAt(0);
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    const kept = this.#keep(chunk);
    done(kept === undefined ? loneReturn() : null, kept);
  }

  override _flush(done: TransformCallback): void {
    if (this.#state === 'quoted') done(openQuote());
    else done(this.#afterReturn ? loneReturn() : null);
  }

  /** The bytes without the carriage returns that end a record; undefined when one ends none. */
  #keep(chunk: Buffer): Buffer | undefined {
    const kept = Buffer.allocUnsafe(chunk.length);
    let length = 0;
    for (const byte of chunk) {
      if (this.#afterReturn && byte !== lineFeed) return undefined;
      this.#afterReturn = byte === carriageReturn && this.#state !== 'quoted';
      if (!this.#afterReturn) kept[length++] = this.#passed(byte);
    }
    return kept.subarray(0, length);
  }

  #passed(byte: number): number {
    const state = this.#state;
    if (state === 'quoted') this.#state = byte === quote ? 'closing' : 'quoted';
    else if (byte === quote && state !== 'plain') this.#state = 'quoted';
    else this.#state = byte === lineFeed || byte === this.#delimiter ? 'start' : 'plain';
    return byte;
  }
}

const isPacked = (file: string): boolean => file.endsWith('.gz');
const unpack = (file: string): Transform => (isPacked(file) ? createGunzip() : new PassThrough());
const pack = (file: string): Transform => (isPacked(file) ? createGzip({ level: 1 }) : new PassThrough());

async function isPlain(file: string): Promise<boolean> {
  let found = true;
  await pipeline(createReadStream(file), unpack(file), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) found &&= !chunk.includes(carriageReturn) && !chunk.includes(quote);
  });
  return found;
}

/** Rewrites a file of records, the same way compressed, so that DuckDB's reader, which takes one kind of line end for all, can read it. */
export async function unifyLineEnds(file: string, delimiter: string): Promise<void> {
  if (await isPlain(file)) return;
  const written = `${file}.lines`;
  const [from, to] = [createReadStream(file), createWriteStream(written)];
  await pipeline(from, unpack(file), new LineEnds(delimiter), pack(file), to);
  await rename(written, file);
}
