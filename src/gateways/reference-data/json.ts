import { elementsOfArray, elementsOfLines, type JsonPart } from '../../domain/reference-data/json-elements.ts';
import { readJsonObject } from '../../domain/reference-data/json-object.ts';
import type { Place, SourceRecord, Unreadable } from '../../domain/reference-data/source-record.ts';
import { decodeUtf8 } from './utf8.ts';

/** Objects of an array, or one per line. */
export async function* jsonRecords(
  chunks: AsyncIterable<Uint8Array>,
  format: 'json' | 'jsonl',
): AsyncGenerator<SourceRecord> {
  const texts = textsOf(chunks);
  for await (const element of format === 'json' ? elementsOfArray(texts) : elementsOfLines(texts)) {
    if (element.kind === 'element') yield recordOf(element);
    else yield unreadable({ line: element.line, column: element.column }, element.expected);
  }
}

async function* textsOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  for await (const { text } of decodeUtf8(chunks)) yield text;
}

function recordOf(part: JsonPart): SourceRecord {
  const read = readJsonObject(part.text);
  if ('expected' in read) return unreadable(placeAt(part, read.offset), read.expected);
  return {
    kind: 'row',
    place: { line: part.line, column: part.column },
    names: read.map(({ name }) => name),
    texts: read.map(({ text }) => text),
    json: read.map(({ json }) => json),
    placeOf: (index) => placeAt(part, read[index]?.offset ?? 0),
  };
}

function unreadable(place: Place, expected: string): Unreadable {
  return { kind: 'unreadable', place, what: 'cannot be read as JSON.', detail: `Expected ${expected}.` };
}

function placeAt({ text, line, column }: JsonPart, offset: number): Place {
  const lines = text.slice(0, offset).split('\n');
  const last = lines.at(-1)?.length ?? 0;
  return { line: line + lines.length - 1, column: lines.length === 1 ? column + last : last + 1 };
}
