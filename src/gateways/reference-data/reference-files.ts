import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { AsyncBuffer } from 'hyparquet';
import { ProblemError, problemError } from '../../domain/problem.ts';
import type { SourceRecord } from '../../domain/reference-data/source-record.ts';
import type { FileReading, ReferenceFiles } from '../../ports/reference-files.ts';
import { findAll, isAbsent } from '../node/local-files.ts';
import { delimitedRecords } from './delimited.ts';
import { jsonRecords } from './json.ts';
import { parquetRecords } from './parquet.ts';
import { createRowDigest } from './row-digest.ts';
import { decodeUtf8, NotUtf8 } from './utf8.ts';

const extensions = ['.csv', '.tsv', '.json', '.jsonl', '.parquet', '.yml', '.yaml'];

/** The bytes of one file, from its beginning or from anywhere. */
export interface FileBytes {
  readonly path: string;
  readonly chunks: () => AsyncIterable<Uint8Array>;
  /** Opens it for reading anywhere; closed by whoever opened it. */
  readonly open: () => Promise<AsyncBuffer & { readonly close: () => Promise<void> }>;
}

/** Files below a working directory. */
export function createReferenceFiles(workingDirectory: string): ReferenceFiles {
  return {
    async find(patterns) {
      return (await findAll(workingDirectory, patterns, extensions)).map((path) => ({ path }));
    },
    async text(path) {
      const bytes = await readFile(resolve(workingDirectory, path)).catch((error: unknown) => {
        if (isAbsent(error)) return undefined;
        throw error;
      });
      return bytes === undefined ? undefined : { path, text: await textOf(path, bytes) };
    },
    records: ({ path }, reading) => readRecords(bytesOf(path, resolve(workingDirectory, path)), reading),
    digest: createRowDigest,
  };
}

/** What is in the file. What its reader throws is a record as well. */
export async function* readRecords(file: FileBytes, reading: FileReading): AsyncGenerator<SourceRecord> {
  try {
    yield* recordsOf(file, reading);
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    if (isAbsent(error)) throw gone(file.path);
    if (error instanceof NotUtf8) {
      const next = 'Save the file as UTF-8, or leave it out.';
      yield { kind: 'unreadable', place: { line: error.line }, what: 'is not UTF-8 text.', next };
      return;
    }
    if (reading.format !== 'parquet') throw error;
    yield {
      kind: 'unreadable',
      place: { line: 1 },
      what: 'cannot be read as Parquet.',
      detail: error instanceof Error ? error.message : String(error),
    };
  }
}

async function* recordsOf(file: FileBytes, { format, delimiter = ',' }: FileReading): AsyncGenerator<SourceRecord> {
  if (format === 'csv') return yield* delimitedRecords(file.chunks(), delimiter);
  if (format === 'tsv') return yield* delimitedRecords(file.chunks(), '\t');
  if (format !== 'parquet') return yield* jsonRecords(file.chunks(), format);
  const opened = await file.open();
  try {
    yield* parquetRecords(opened);
  } finally {
    await opened.close();
  }
}

function bytesOf(path: string, place: string): FileBytes {
  return {
    path,
    chunks: () => createReadStream(place),
    async open() {
      const file = await open(place);
      const { size } = await file.stat();
      return {
        byteLength: size,
        async slice(start, end = size) {
          const bytes = new Uint8Array(Math.max(end - start, 0));
          await file.read(bytes, 0, bytes.length, start);
          return bytes.buffer;
        },
        close: () => file.close(),
      };
    },
  };
}

async function textOf(path: string, bytes: Uint8Array): Promise<string> {
  let text = '';
  try {
    for await (const chunk of decodeUtf8(one(bytes))) text += chunk.text;
    return text;
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    const at = { file: path, line: error.line };
    throw problemError({
      code: 'reference-data',
      summary: `${path} is not UTF-8 text.`,
      next: 'Save the file as UTF-8.',
      at,
    });
  }
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function gone(path: string): ProblemError {
  const summary = `${path} was there and is gone.`;
  return problemError({ code: 'input', summary, next: 'See what changes the files meanwhile, and deploy again.' });
}
