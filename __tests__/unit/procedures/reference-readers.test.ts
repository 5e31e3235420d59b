import type { TableReaders } from '../../../src/ports/database-changer.ts';
import { guardPush } from '../../../src/procedures/take-up-push.ts';
import { data, open, putReferenceData } from './reference-worlds.ts';

function hidden(...script: readonly string[]) {
  const { world, database } = open();
  const readers: TableReaders[] = [];
  const guarded = {
    ...database,
    read: { ...database.read, schemaScript: async () => script },
    change: {
      ...database.change,
      guardStaging: async (...[, , who]: readonly [string, Date, TableReaders]) => void readers.push(who),
    },
  };
  return { world: { ...world, database: guarded }, database, readers };
}

test.each([
  ['.alter table T policy restricted_view_access true', 'unrestricted'],
  ['.alter table T policy restricted_view_access false', 'all'],
  ['.alter table U policy restricted_view_access true', 'all'],
])('with %s what is staged for T is read by %s', async (policy, who) => {
  const { world, database, readers } = hidden(policy);
  await putReferenceData(data, world);
  await guardPush(
    { table: 'T', run: '0000000a', partLength: 1 } as unknown as Parameters<typeof guardPush>[0],
    world as unknown as Parameters<typeof guardPush>[1],
  );
  expect([readers, database.rowsOf('T').length]).toEqual([[who, who, who], 2]);
});
