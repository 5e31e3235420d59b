import { problemError } from '../../../src/domain/problem.ts';
import type { LiveTable } from '../../../src/ports/database.ts';
import { readHotShares } from '../../../src/procedures/hot-shares.ts';
import { saveTable } from '../../fixtures/memory/saved-table.ts';

/** Of a table with two rows, as its extents tell; rows can be read by nobody. */
async function shareOf(estimate: Partial<LiveTable['estimate']> | undefined, rowsBefore?: bigint) {
  const { database } = await saveTable([
    ['x', '1'],
    ['y', '2'],
  ]);
  const tables = (await database.read.tables()).map((one) => ({
    ...one,
    ...(estimate && { estimate: { rows: 2n, originalBytes: 9, ...estimate } }),
  }));
  const refused = () => Promise.reject(problemError({ code: 'refused', summary: 'Row level security.' }));
  const totals = new Map([['T', { rows: 2n, deletedRows: 0n }]]);
  const [share] = await readHotShares([{ name: 'T', rowsBefore }], {
    observe: { ...database.observe, rowCounts: refused, extentTotals: async () => totals },
    read: { ...database.read, tables: async () => tables },
  });
  return share;
}

const sizes = { storedBytes: 8, hotBytes: 6 };

test('the hot share counts only where the details go with the rows that are there now, also where nobody may read them', async () => {
  const late = { table: 'T', why: expect.stringContaining('a quarter of an hour ago') };
  expect(await shareOf(sizes, 1n)).toEqual({ table: 'T', ...sizes });
  expect(await shareOf({ ...sizes, rows: 1n }, 1n)).toEqual(late);
  expect(await shareOf(sizes, 2n)).toEqual(late);
  const untold = { table: 'T', why: 'the service does not tell it.' };
  expect(await shareOf({ storedBytes: 8 })).toEqual(untold);
  expect(await shareOf(undefined)).toEqual(untold);
});

test.each(['sign-in', 'unreachable', 'input', 'service'] as const)(
  'a restore that is done does not fail because the look at what is hot ends as %s',
  async (code) => {
    const { database } = await saveTable([['x', '1']]);
    const fail = () => Promise.reject(problemError({ code, summary: 'Not allowed.' }));
    const read = { ...database.read, tables: fail };
    expect(await readHotShares([{ name: 'T' }], { read, observe: database.observe })).toEqual([
      { table: 'T', why: 'Not allowed.' },
    ]);
  },
);
