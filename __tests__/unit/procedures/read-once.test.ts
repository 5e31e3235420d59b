import { problemError } from '../../../src/domain/problem.ts';
import { readOnce } from '../../../src/procedures/read-once.ts';
import { saveTable } from '../../fixtures/memory/saved-table.ts';

test('The schema is read once, also by two at a time, and again after a failure', async () => {
  const { database } = await saveTable([]);
  const answers: (readonly string[] | undefined)[] = [undefined, ['.create table T (a: int)']];
  let asked = 0;
  const read = {
    ...database.read,
    schemaScript: async () => {
      const answer = answers[asked];
      asked += 1;
      if (answer === undefined) throw problemError({ code: 'service', summary: 'No.' });
      return answer;
    },
  };
  const once = readOnce({ ...database, read });
  await expect(once.read.schemaScript()).rejects.toThrow('No.');
  await Promise.all([once.read.schemaScript(), once.read.schemaScript()]);
  expect(await once.read.schemaScript()).toEqual(answers[1]);
  expect(asked).toBe(2);
  expect(await once.read.tables()).toBe(await once.read.tables());
});
