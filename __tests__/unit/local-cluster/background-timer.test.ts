import { tmpdir } from 'node:os';
import { BackgroundTimer } from '../../../local-cluster/engine/background-timer.ts';
import { Database } from '../../../local-cluster/engine/database.ts';
import { Store } from '../../../local-cluster/engine/store.ts';
import { Clock } from '../../../local-cluster/engine/time.ts';

test('A job that fails is told by name, the others are done, and rounds go on until they are called off', async () => {
  const store = await Store.open(':memory:', tmpdir());
  const database = await Database.open('Demo', store, new Clock(), 0);
  const told: string[] = [];
  const expired = JSON.stringify({ ExpiryDate: '2020-01-01', DeleteIfNotEmpty: true });
  await database.change(async (_session, draft) => {
    const table = draft.addTable('Broken');
    draft.tables.set('Broken', { ...table, policies: { auto_delete: expired, merge: '{"MaxExtentsToMerge":' } });
  });
  await database.store.write((session) => session.run('DROP TABLE meta.event'));
  const twice = new Promise<void>((resolve) => {
    const timer = new BackgroundTimer([database], (line) => {
      told.push(line);
      if (told.filter((each) => each.includes("'merge'")).length === 2) resolve(timer.every(undefined));
    });
    timer.every(1).catch((cause) => told.push(String(cause)));
  });
  await twice;
  store.close();
  expect(told.map((line) => line.split(':')[0])).toEqual(
    ['auto-delete', 'merge', 'auto-delete', 'merge'].map((job) => `Background work '${job}' of 'Demo'`),
  );
});
