import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { Place, SourceRecord } from '../../domain/reference-data/source-record.ts';
import { decodeUtf8 } from './utf8.ts';

interface RawRecord {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: { readonly lines: number };
}

/** Rows of a csv or tsv file; the first is the header. Line ends may be mixed, and stand inside quotes as they are. */
export async function* delimitedRecords(
  chunks: AsyncIterable<Uint8Array>,
  delimiter: string,
): AsyncGenerator<SourceRecord> {
  const options = { bom: true, raw: true, info: true, relax_column_count: true, record_delimiter: ['\r\n', '\n'] };
  const parser = parse({ ...options, delimiter });
  // A failure of the source ends the parser with it, which is where it is seen.
  pipeline(Readable.from(checkedBytes(chunks)), parser, () => undefined);
  let isFirst = true;
  try {
    for await (const { record, raw, info } of parser as AsyncIterable<RawRecord>) {
      const line = info.lines - newLinesIn(raw.trimEnd());
      if (isFirst) yield { kind: 'header', names: record, place: { line } };
      else
        yield { kind: 'row', place: { line }, texts: record, placeOf: (index) => placeIn(raw, line, delimiter, index) };
      isFirst = false;
    }
    if (isFirst) yield { kind: 'header', names: [], place: { line: 1 } };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield {
      kind: 'unreadable',
      place: { line: typeof error.lines === 'number' ? error.lines : 1 },
      what: `cannot be read as ${delimiter === '\t' ? 'TSV' : 'CSV'}.`,
      detail: error.message,
      next: 'Put values that hold quotes, delimiters or line breaks in double quotes, and double the quotes inside.',
    };
  }
}

async function* checkedBytes(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const { bytes } of decodeUtf8(chunks)) yield bytes;
}

function newLinesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** Where the value at the index begins. */
function placeIn(raw: string, line: number, delimiter: string, index: number): Place {
  let [found, inQuotes, at] = [0, false, 0];
  for (; at < raw.length && found < index; at += 1) {
    if (raw[at] === '"') inQuotes = !inQuotes;
    else if (raw[at] === delimiter && !inQuotes) found += 1;
  }
  const before = raw.slice(0, at);
  return { line: line + newLinesIn(before), column: at - (before.lastIndexOf('\n') + 1) + 1 };
}
