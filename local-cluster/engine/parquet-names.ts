import { type FileHandle, open } from 'node:fs/promises';

const kinds = { true: 1, false: 2, byte: 3, double: 7, binary: 8, list: 9, set: 10, map: 11, struct: 12 } as const;

/** Where a value stands: numbers of fields and of list elements, outermost first. */
type Path = readonly number[];
type Rename = (path: Path) => string | undefined;

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

/** Copies a structure of Thrift's compact protocol and puts other texts in place on the way. */
class Copy {
  readonly #source: Buffer;
  readonly #rename: Rename;
  readonly #parts: Buffer[] = [];
  #position = 0;
  #copied = 0;

  constructor(source: Buffer, rename: Rename) {
    this.#source = source;
    this.#rename = rename;
  }

  run(): Buffer {
    this.#struct([]);
    return Buffer.concat([...this.#parts, this.#source.subarray(this.#copied)]);
  }

  #byte(): number {
    return this.#source.readUInt8(this.#position++);
  }

  #number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  #struct(path: Path): void {
    for (let field = 0; ; ) {
      const header = this.#byte();
      if (header === 0) return;
      field = header >> 4 === 0 ? this.#number() / 2 : field + (header >> 4);
      const kind = header & 15;
      if (kind !== kinds.true && kind !== kinds.false) this.#value(kind, [...path, field]);
    }
  }

  #value(kind: number, path: Path): void {
    if (kind === kinds.struct) this.#struct(path);
    else if (kind === kinds.list || kind === kinds.set) this.#list(path);
    else if (kind === kinds.binary) this.#text(path);
    else if (kind === kinds.double) this.#position += 8;
    else if (kind === kinds.map) throw new Error('A Parquet footer has no maps.');
    else if (kind <= kinds.byte) this.#position += 1;
    else this.#number();
  }

  #list(path: Path): void {
    const header = this.#byte();
    const length = header >> 4 === 15 ? this.#number() : header >> 4;
    for (let index = 0; index < length; index += 1) this.#value(header & 15, [...path, index]);
  }

  #text(path: Path): void {
    const start = this.#position;
    const length = this.#number();
    this.#position += length;
    const name = this.#rename(path);
    if (name === undefined) return;
    const bytes = Buffer.from(name);
    this.#parts.push(this.#source.subarray(this.#copied, start), varint(bytes.length), bytes);
    this.#copied = this.#position;
  }
}

/** The name at `schema[i + 1].name` and at `row_groups[…].columns[i].meta_data.path_in_schema[0]`. */
const renameTo =
  (names: readonly string[]): Rename =>
  (path) => {
    const [field, element = 0, inner, column = 0, meta, own] = path;
    if (field === 2 && inner === 4 && path.length === 3) return names[element - 1];
    if (field === 4 && inner === 1 && meta === 3 && own === 3) return names[column];
    return undefined;
  };

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer;
}

const tailLength = 8;

/**
 * Gives the columns of a Parquet file, none of them nested, other names: DuckDB cannot write two that differ only in case.
 * Source: https://parquet.apache.org/docs/file-format/metadata/
 */
export async function nameColumns(path: string, names: readonly string[]): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const tail = await readAt(file, size - tailLength, tailLength);
    const length = tail.readUInt32LE(0);
    const start = size - tailLength - length;
    const footer = new Copy(await readAt(file, start, length), renameTo(names)).run();
    tail.writeUInt32LE(footer.length, 0);
    await file.truncate(start);
    await file.write(Buffer.concat([footer, tail]), 0, footer.length + tailLength, start);
  } finally {
    await file.close();
  }
}
