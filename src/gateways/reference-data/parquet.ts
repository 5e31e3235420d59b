import { type AsyncBuffer, parquetMetadataAsync, parquetScan, type SchemaElement } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { formatInstant, ticksOfMicroseconds } from '../../domain/reference-data/instant.ts';
import type { SourceRecord } from '../../domain/reference-data/source-record.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const textOfBytes = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : utf8.decode(bytes);

/** What is no datetime of the engine keeps its number, which no column takes for one. */
const instant = (microseconds: bigint): string =>
  formatInstant(ticksOfMicroseconds(microseconds)) ?? `${microseconds} microseconds`;

const parsers = {
  timestampFromMilliseconds: (millis: bigint): string => instant(millis * 1000n),
  timestampFromMicroseconds: instant,
  timestampFromNanoseconds: (nanos: bigint): string => instantOfNanoseconds(nanos),
  dateFromDays: (days: number): string => instant(BigInt(days) * 86_400_000_000n),
  stringFromBytes: textOfBytes,
  jsonFromBytes: textOfBytes,
};

/** Rows of a Parquet file, one row group in memory at a time; names are those at the top of its schema, the line of a row is its number. */
export async function* parquetRecords(file: AsyncBuffer): AsyncGenerator<SourceRecord> {
  const metadata = await parquetMetadataAsync(file, { geoparquet: false });
  const tops = topElements(metadata.schema);
  if (metadata.schema.some((element) => isDecimal(element) && !tops.includes(element))) return yield nestedDecimal;
  const scales = keepDecimals(tops);
  const names = tops.map(({ name }) => name);
  yield { kind: 'header', names, place: { line: 1 } };
  const scan = await parquetScan({ file, metadata, columns: [...names], compressors, parsers, utf8: false });
  for (const { rowStart, rowEnd } of scan.ranges) {
    const columns = await Promise.all(names.map((column) => scan.readColumn({ column, rowStart, rowEnd })));
    for (let row = 0; row < rowEnd - rowStart; row += 1) {
      const place = { line: rowStart + row + 1 };
      const texts = columns.map((values, index) => textOf(values[row], scales.get(names[index] ?? '')));
      yield { kind: 'row', place, texts, placeOf: () => place };
    }
  }
}

const nestedDecimal: SourceRecord = {
  kind: 'unreadable',
  place: { line: 1 },
  what: 'has decimals inside of a list or structure, which would lose digits.',
  next: 'Write them as text.',
};

function isDecimal({ converted_type, logical_type }: SchemaElement): boolean {
  return converted_type === 'DECIMAL' || logical_type?.type === 'DECIMAL';
}

/** The reader makes decimals numbers, which lose digits: without their annotation they stay what they are stored as. */
function keepDecimals(elements: readonly SchemaElement[]): ReadonlyMap<string, number> {
  const scales = new Map<string, number>();
  for (const element of elements.filter(isDecimal)) {
    const logical = element.logical_type?.type === 'DECIMAL' ? element.logical_type.scale : undefined;
    scales.set(element.name, element.scale ?? logical ?? 0);
    delete element.converted_type;
    delete element.logical_type;
  }
  return scales;
}

/** The columns of the file; what they are made of lies below them. */
function topElements(schema: readonly SchemaElement[]): readonly SchemaElement[] {
  const tops: SchemaElement[] = [];
  const after = (at: number): number => {
    let next = at + 1;
    for (let child = 0; child < (schema[at]?.num_children ?? 0); child += 1) next = after(next);
    return next;
  };
  for (let at = 1; at < schema.length; at = after(at)) {
    const element = schema[at];
    if (element !== undefined) tops.push(element);
  }
  return tops;
}

function textOf(value: unknown, scale: number | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (scale !== undefined) return decimalText(unscaled(value), scale);
  if (value instanceof Uint8Array) return utf8.decode(value);
  if (typeof value === 'object') return jsonOf(value);
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Two's complement, big-endian. Source: https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#decimal */
function unscaled(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return BigInt(value);
  const bytes = value instanceof Uint8Array ? value : Buffer.from(String(value), 'latin1');
  const digits = Array.from(bytes).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return BigInt.asIntN(bytes.length * 8, digits);
}

function decimalText(value: bigint, scale: number): string {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const rest = digits.slice(digits.length - scale).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${whole}${rest === '' ? '' : `.${rest}`}`;
}

/** Lists, maps and structures as JSON, with every digit of large numbers. */
function jsonOf(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array) return JSON.stringify(utf8.decode(value));
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return `[${Array.from(value as Iterable<unknown>, jsonOf).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}:${jsonOf(inner)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

function instantOfNanoseconds(nanos: bigint): string {
  const text = instant(nanos / 1000n);
  const rest = nanos % 1000n;
  if (rest === 0n || !text.endsWith('0Z')) return text;
  return rest % 100n === 0n && rest > 0n ? `${text.slice(0, -2)}${rest / 100n}Z` : `${nanos} nanoseconds`;
}
