import { markInline, repeatableTarget } from '../../../../src/domain/kql/inline-mark.ts';
import { readStatement } from '../../../../src/domain/kql/statement-kind.ts';

const properties = `tags='["m","ingest-by:m"]', ingestIfNotExists='["m"]'`;

test.each([
  ['.ingest inline into table T <|\n1', `.ingest inline into table T with (${properties}) <|\n1`],
  [".ingest inline into table ['a b'] [\n1]", `.ingest inline into table ['a b'] with (${properties}) [\n1]`],
  [
    '.ingest inline into table T with (format="csv") <|\nwith (x)',
    `.ingest inline into table T with (${properties}, format="csv") <|\nwith (x)`,
  ],
  ['.ingest inline into table T with () <|\n1', `.ingest inline into table T with (${properties}) <|\n1`],
])('%s gets its mark', (text, marked) => {
  const reading = readStatement(text);
  expect(repeatableTarget(reading)).toBeDefined();
  expect(markInline(text, reading, 'm')).toBe(marked);
  expect(repeatableTarget(readStatement(marked))).toBeUndefined();
});

test.each([
  '.ingest inline into table T with (tags=\'["a"]\') <|\n1',
  '.ingest inline into table T with (ingestIfNotExists=\'["a"]\') <|\n1',
  '.set-or-append T <| print 1',
  ".ingest into table T ('https://x')",
])('%s stays as it is', (text) => {
  expect(repeatableTarget(readStatement(text))).toBeUndefined();
});
