import { databasePaths, onceRecordPath } from '../../../src/domain/snapshot/paths.ts';
import { type Behaviour, openSeveral } from './deployments-to-several.ts';

function openDatabases() {
  const { play } = openSeveral();
  const deploy = async (behaviour?: Behaviour) => {
    const { sent, ended } = await play(behaviour);
    return { sent, ended };
  };
  return { deploy };
}

test('what ran in one database is left out until all of it ran in every one, and runs again in the next deployment', async () => {
  const { deploy } = openDatabases();
  expect(await deploy({ failing: ['B', 0] })).toEqual({ sent: 'A', ended: 'stopped' });
  expect(await deploy({ failing: ['C', 0] })).toEqual({ sent: 'B', ended: 'stopped' });
  expect(await deploy()).toEqual({ sent: 'C', ended: 'well' });
  expect(await deploy()).toEqual({ sent: 'ABC', ended: 'well' });
});

test('a kill at any write of the end parts no database from the others', async () => {
  const seen: string[] = [];
  for (let kill = 0; ; kill += 1) {
    const { deploy } = openDatabases();
    const { ended } = await deploy({ kill: [kill, 'before'], killsEnd: true });
    seen.push((await deploy()).sent);
    expect((await deploy()).sent).toBe('ABC');
    if (ended === 'well') break;
  }
  // Three times the end is announced, then three are concluded, then three are finished.
  expect(seen).toEqual(['', '', '', '', '', '', 'ABC', 'ABC', 'ABC', 'ABC']);
});

test.each([
  ['ran', 'C'],
  ['did-not-run', 'BC'],
] as const)(
  'where the answer of one was lost, the answer %s is for all of them, and the others are left out',
  async (resume, sent) => {
    const { deploy } = openDatabases();
    expect(await deploy({ losing: 'B' })).toEqual({ sent: 'AB', ended: 'stopped' });
    expect(await deploy()).toEqual({ sent: '', ended: 'asking' });
    expect(await deploy({ resume })).toEqual({ sent, ended: 'well' });
    expect(await deploy()).toEqual({ sent: 'ABC', ended: 'well' });
  },
);

test('What was left of a deployment that ended does not come back when a later one stops', async () => {
  for (const kill of [6, 7, 8]) {
    const { deploy } = openDatabases();
    expect(await deploy({ kill: [kill, 'before'], killsEnd: true })).toMatchObject({ ended: 'killed' });
    expect(await deploy({ failing: ['B', 0] })).toEqual({ sent: 'A', ended: 'stopped' });
    expect(await deploy()).toEqual({ sent: 'BC', ended: 'well' });
  }
});

test('What an abandoned deployment of other files left does not keep one going that ended', async () => {
  const { deploy } = openDatabases();
  await deploy({ commands: ['other:x'], failing: ['B', 0] });
  expect(await deploy({ kill: [7, 'before'], killsEnd: true })).toMatchObject({ ended: 'killed' });
  expect(await deploy()).toEqual({ sent: 'ABC', ended: 'well' });
  expect(await deploy({ commands: ['other:x'] })).toEqual({ sent: 'BC', ended: 'well' });
});

test('Resume anew is stored for all databases, also those that are not reached', async () => {
  const { deploy } = openDatabases();
  await deploy({ failing: ['C', 0] });
  expect(await deploy({ resume: 'anew', failing: ['B', 0] })).toEqual({ sent: 'A', ended: 'stopped' });
  expect(await deploy()).toEqual({ sent: 'BC', ended: 'well' });
});

test('The answer that a command ran is stored for all databases, also those that are not reached', async () => {
  const { deploy } = openDatabases();
  await deploy({ losing: 'B' });
  expect(await deploy({ commands: ['s:new', 's:append'], resume: 'ran', failing: ['A', 0] })).toMatchObject({
    sent: '',
  });
  expect(await deploy()).toEqual({ sent: 'C', ended: 'well' });
});

test.each([
  ['no JSON', '{', 'is damaged: it does not hold what kusto-rebuild wrote.'],
  ['a part that nobody knows', '{"formatVersion":1,"commands":[],"more":1}', 'cannot be read by this version.'],
])('A record with %s is refused by its path', async (_, body, said) => {
  const { play, store } = openSeveral();
  const path = onceRecordPath(databasePaths('c', 'B'));
  await store.write(path, body, { kind: 'if-absent' });
  const { ended, asked } = await play();
  expect([ended, ...asked]).toEqual(['asking', `B: ${path} ${said}`]);
});
