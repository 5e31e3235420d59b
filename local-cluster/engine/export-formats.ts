import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Column } from '../query/contract.ts';
import { type DatetimePrecision, writtenValue } from './parquet.ts';
import { nameColumns } from './parquet-names.ts';
import { type Session, sqlText } from './store.ts';
import { headerLine, lineOf } from './text-lines.ts';

/** `gzip` and the others as the service spells them, with the piece they put into a file's name. */
export const codecs = { gzip: 'gz', snappy: 'snappy', lz4_raw: 'lz4_raw', brotli: 'brotli', zstd: 'zstd' } as const;
export type Codec = keyof typeof codecs;

export const exportFormats = ['csv', 'tsv', 'json', 'parquet'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Which files begin with a line of column names. */
export const headerChoices = ['none', 'all', 'firstFile'] as const;
export type HeaderChoice = (typeof headerChoices)[number];

export interface FormatOptions {
  readonly format: ExportFormat;
  readonly codec?: Codec;
  readonly rowGroupSize: number;
  readonly precision: DatetimePrecision;
  readonly headers: HeaderChoice;
  readonly byteOrderMark: boolean;
}

/** How rows are held in Parquet files until it is known which of them make a file, and how that file is made. */
export interface Writer {
  /** Held values by the query's columns `x0`, `x1`, …. */
  readonly values: readonly string[];
  /** What COPY needs to know to hold them. */
  readonly layout: string;
  /** So many rows are finished before the size of a file is looked at. */
  readonly unit: number;
  /** The bytes before compression of what is held in a file, as a query. */
  readonly size: (held: string) => string;
  /** Makes the file to store of one that holds its rows, and says where it is. */
  readonly finish: (session: Session, held: string, position: 'first' | 'later') => Promise<string>;
}

function parquetWriter(columns: readonly Column[], { codec, rowGroupSize, precision }: FormatOptions): Writer {
  const names = columns.map(({ name }) => name);
  return {
    values: columns.map(({ type }, index) => writtenValue(`x${index}`, type, precision)),
    layout: `FORMAT parquet, COMPRESSION ${codec ?? 'uncompressed'}, ROW_GROUP_SIZE ${rowGroupSize}`,
    unit: rowGroupSize,
    size: (held) => `SELECT sum(total_uncompressed_size) FROM parquet_metadata(${sqlText(held)})`,
    finish: async (_session, held) => {
      await nameColumns(held, names);
      return held;
    },
  };
}

/** COPY with no quotes writes the lines as they are. */
const raw = "FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER ','";

async function join(prefix: string, lines: string, file: string, compressed: boolean): Promise<void> {
  const body = new PassThrough();
  body.write(prefix);
  const stages = compressed ? [createGzip(), createWriteStream(file)] : [createWriteStream(file)];
  await Promise.all([pipeline(createReadStream(lines), body), pipeline([body, ...stages])]);
}

type TextFormat = Exclude<ExportFormat, 'parquet'>;

function textWriter(columns: readonly Column[], format: TextFormat, options: FormatOptions): Writer {
  const { codec, headers, byteOrderMark } = options;
  return {
    values: [lineOf(columns, format)],
    layout: 'FORMAT parquet, COMPRESSION snappy',
    unit: 1,
    size: (held) => `SELECT sum(strlen(f0) + 1) FROM read_parquet(${sqlText(held)})`,
    finish: async (session, held, position) => {
      const [lines, file] = [`${held}.lines`, `${held}.text`];
      await session.run(`COPY (SELECT f0 FROM read_parquet(${sqlText(held)})) TO ${sqlText(lines)} (${raw})`);
      const isHeaded = headers === 'all' || (headers === 'firstFile' && position === 'first');
      const prefix = `${byteOrderMark ? '\uFEFF' : ''}${isHeaded ? headerLine(columns, format) : ''}`;
      await join(prefix, lines, file, codec !== undefined);
      await rm(lines);
      return file;
    },
  };
}

export function writerOf(columns: readonly Column[], options: FormatOptions): Writer {
  const { format } = options;
  return format === 'parquet' ? parquetWriter(columns, options) : textWriter(columns, format, options);
}

/** The end of a file's name: compressed Parquet says its codec before the extension, compressed text behind it. */
export function fileEnding({ format, codec }: Pick<FormatOptions, 'format' | 'codec'>, fileExtension: string): string {
  const extension = fileExtension === '' ? `.${format}` : fileExtension;
  if (codec === undefined) return extension;
  return format === 'parquet' ? `.${codecs[codec]}${extension}` : `${extension}.${codecs[codec]}`;
}
