import { type Column, columnTypes } from '../../../src/domain/column.ts';
import { addFingerprints, type Fingerprint } from '../../../src/domain/fingerprint.ts';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { openGateways } from '../../fixtures/opened-gateways.ts';
import { type SeededRandom, seededRandom } from '../../fixtures/seeded-random.ts';
import { csvRecord, exportTable } from './exported-table.ts';

let cluster: LocalCluster;

beforeAll(async () => {
  cluster = await startLocalCluster({ storage: 'memory' });
});
afterAll(() => cluster.stop());

const columns: readonly Column[] = columnTypes.map((type, index) => ({ name: `${type} ${index}.ä`, type }));

type Values = readonly [string, ...string[]];

/** What is most likely to be written or read in another way, by type. */
const extremes: Readonly<Record<Column['type'], Values>> = {
  bool: ['true', 'false'],
  int: ['0', '-1', '2147483647', '-2147483648'],
  long: ['0', '-1', '9223372036854775807', '-9223372036854775808', '9007199254740993'],
  real: ['0.0', '-0.0', 'NaN', 'Infinity', '-Infinity', '5e-324', '1.7976931348623157e308', '0.1', '1e15', '-1e-7'],
  decimal: ['0', '-0.0', '1.50', '99999999999999999999.999999999', '-0.000000001', '12345678901234567890', '1e3'],
  datetime: [
    '0001-01-01T00:00:00.0000000Z',
    '0001-01-01T00:00:00.0000001Z',
    '9999-12-31T23:59:59.9999999Z',
    '1969-12-31T23:59:59.9999999Z',
    '1970-01-01T00:00:00.0000000Z',
    '1582-10-15T12:00:00.1234567Z',
  ],
  timespan: [
    '00:00:00',
    '-00:00:00.0000001',
    '10675199.02:48:05.4775807',
    '-10675199.02:48:05.4775808',
    '1.00:00:00',
    '23:59:59.9999999',
  ],
  guid: [
    '00000000-0000-0000-0000-000000000000',
    'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
    '3F2504E0-4F89-11D3-9A0C-0305E82C3301',
  ],
  string: ['', '~', '|', 'a|b', '\u{feff}mark', '\u{fffd}', '😀', 'é', 'é', 'line\nbreak', '"', '\u{0}', 'a\u{0}b'],
  dynamic: [
    '{}',
    '[]',
    '""',
    'null',
    'true',
    '"text"',
    '{"b":1,"a":{"d":[1,2,{"z":null,"y":"ä😀"}],"c":2}}',
    '{"10":"ten","9":"nine","b":1,"1":"one"}',
    '{"long":9223372036854775807,"next":9007199254740993}',
    '{"real":1.0,"small":1e-7,"big":1E+30,"zero":-0.0}',
    '{"__proto__":{"a":1},"constructor":2,"toString":3}',
    '["\\u0000","\\ud83d\\ude00","\\ud800","/","\\/","<"]',
    '12345678901234567890.5',
    '{"a":1,"a":2}',
  ],
};

function randomValue(random: SeededRandom, type: Column['type']): string {
  const digits = (length: number): string => Array.from({ length }, () => random.below(10)).join('');
  const sign = random.pick(['', '-']);
  const two = (limit: number): string => String(random.below(limit)).padStart(2, '0');
  switch (type) {
    case 'bool':
      return random.pick(extremes.bool);
    case 'int':
      return String(random.below(4_294_967_296) - 2_147_483_648);
    case 'long':
      return `${sign}${digits(1 + random.below(18))}`;
    case 'real':
      return `${sign}${digits(1 + random.below(17))}.${digits(3)}e${random.below(600) - 320}`;
    case 'decimal':
      return `${sign}${digits(1 + random.below(18))}.${digits(1 + random.below(16))}`;
    case 'datetime':
      return `${String(1 + random.below(9999)).padStart(4, '0')}-${two(12).replace('00', '12')}-0${1 + random.below(9)}T${two(24)}:${two(60)}:${two(60)}.${digits(7)}Z`;
    case 'timespan':
      return `${sign}${random.below(10_000_000)}.${two(24)}:${two(60)}:${two(60)}.${digits(7)}`;
    case 'guid':
      return `${digits(8)}-${digits(4)}-${digits(4)}-${digits(4)}-${digits(12)}`;
    case 'string':
      return random.text(['a', 'B', ' ', '|', '~', "'", '\\', '\t', 'ß', '漢', '😀', '\u{200d}', '\u{feff}'], 12);
    case 'dynamic':
      return JSON.stringify({
        [random.text(['a', '1', '0', 'ä', '_'], 3)]: random.below(1000) / 8,
        [random.text(['z', '2', '-'], 2)]: [random.text(['x', '"', '\\', '\u{0}'], 4), null, sign === ''],
      });
  }
}

function randomCell(random: SeededRandom, type: Column['type']): string | undefined {
  const lot = random.below(10);
  if (lot === 0) return undefined;
  return lot < 4 ? random.pick(extremes[type]) : randomValue(random, type);
}

const byName = (parts: readonly ReadonlyMap<string, Fingerprint>[], name: string): Fingerprint =>
  addFingerprints(parts.flatMap((part) => part.get(name) ?? []));

test('what is recomputed from the values in the files is what the engine says of the rows', async () => {
  const random = seededRandom(20261120);
  const records = Array.from({ length: 10_000 }, () => csvRecord(columns.map(({ type }) => randomCell(random, type))));
  const csv = csvRecord(columns.map(({ name }) => name)) + records.join('');
  const { columns: stored, files } = await exportTable(cluster, { name: 'Every type', columns, csv });
  const { database, parquet } = openGateways(cluster);
  const whole = { kind: 'whole-table' } as const;
  const [row, byColumn] = await Promise.all([
    database.read.fingerprint('Every type', columns, whole),
    database.read.columnFingerprints('Every type', columns, whole),
  ]);
  const recomputed = await Promise.all(files.map((file) => parquet.recompute(file, stored)));
  const kept = await Promise.all(files.map((file) => parquet.storedFingerprint(file)));
  const time = stored.find(({ type }) => type === 'datetime');
  if (time === undefined) throw new Error('no datetime column');
  const [early = '', tick = ''] = extremes.datetime;
  const [epoch, odd = ''] = [extremes.datetime[4], extremes.datetime[5]];
  const ends = [{ from: tick }, { before: tick }, { from: early, before: odd }, { from: odd, before: epoch }] as const;
  const inRange = await Promise.all(
    ends.map(async (end) => {
      const range = { column: time.name, ...end };
      const ofFiles = await Promise.all(files.map((file) => parquet.rangeRows(file, time, range)));
      const ofEngine = await database.update.count('Every type', { kind: 'values', range, side: 'inside' });
      return { files: ofFiles.reduce((sum, rows) => sum + rows, 0n), engine: ofEngine };
    }),
  );
  random.check(() => {
    expect(row.rows).toBe(10_000n);
    const parts = recomputed.map((one) => one.byColumn);
    expect(new Map(columns.map(({ name }) => [name, byName(parts, name)]))).toEqual(byColumn);
    expect(recomputed.map(({ wrongRows }) => wrongRows)).toEqual(files.map(() => 0));
    expect(addFingerprints(recomputed.map(({ fingerprint }) => fingerprint))).toEqual(row);
    expect(addFingerprints(kept)).toEqual(row);
    expect(inRange.map((one) => one.files)).toEqual(inRange.map(({ engine }) => engine));
    expect(inRange.every(({ engine }) => engine > 0n && engine < 10_000n)).toBe(true);
  });
});
