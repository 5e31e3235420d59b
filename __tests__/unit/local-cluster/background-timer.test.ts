import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackgroundTimer } from '../../../local-cluster/engine/background-timer.ts';
import { Engine } from '../../../local-cluster/engine/engine.ts';

test('A job that fails is told by name, the others are done, and rounds go on until they are called off', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'background-'));
  const engine = await Engine.open({ directory, databases: ['Demo'], storage: 'memory' });
  const told: string[] = [];
  const expired = JSON.stringify({ ExpiryDate: '2020-01-01', DeleteIfNotEmpty: true });
  await engine.database('Demo').change(async (_session, draft) => {
    const table = draft.addTable('Broken');
    draft.tables.set('Broken', { ...table, policies: { auto_delete: expired, merge: '{"MaxExtentsToMerge":' } });
  });
  await engine.store.write((session) => session.run('DROP TABLE meta.event'));
  await new Promise<void>((resolve) => {
    const timer = new BackgroundTimer(engine, (line) => {
      told.push(line);
      if (told.filter((each) => each.includes("'merge'")).length === 2) resolve(timer.every(undefined));
    });
    timer.every(1).catch((cause) => told.push(String(cause)));
  });
  await engine.close();
  await rm(directory, { recursive: true });
  expect(told.map((line) => line.split(':')[0])).toEqual(
    ['auto-delete', 'merge', 'auto-delete', 'merge'].map((job) => `Background work '${job}' of 'Demo'`),
  );
});
