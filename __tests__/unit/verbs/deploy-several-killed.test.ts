import type { Resume } from '../../../src/procedures/once-record.ts';
import { randomOf, type SeededRandom } from '../../fixtures/seeded-random.ts';
import { type Behaviour, names, openSeveral, type Seen } from './deployments-to-several.ts';

const versions: readonly [readonly string[], ...(readonly string[])[]] = [
  ['s:a'],
  ['s:a', 's:b'],
  ['s:b', 'o:c', 's:a'],
  ['o:c'],
  ['o:d', 'o:c'],
  ['s:b', 's:new'],
];

/** How often each command was sent in each database since a deployment of its file ended. */
function openModel() {
  const counts = new Map<string, number>();
  const fileOf = (id: string): string => id.slice(0, id.indexOf(':'));
  const countOf = (database: string, id: string): number => counts.get(`${database} ${id}`) ?? 0;
  return {
    countOf,
    see(one: Seen, commands: readonly string[], isAnew: boolean): void {
      if (one.kind === 'sent') {
        if (countOf(one.database, one.id) > 0) throw new Error(`${one.id} was sent twice in ${one.database}`);
        counts.set(`${one.database} ${one.id}`, 1);
        return;
      }
      const missing = names.flatMap((database) =>
        commands.filter((id) => countOf(database, id) === 0).map((id) => `${id} in ${database}`),
      );
      if (!isAnew && missing.length > 0) throw new Error(`it ended without ${missing.join(', ')}`);
      const files = new Set(commands.map(fileOf));
      for (const key of counts.keys()) if (files.has(fileOf(key.slice(key.indexOf(' ') + 1)))) counts.delete(key);
    },
  };
}

function behaviourOf({ pick, below }: SeededRandom): Behaviour {
  const commands = pick(versions);
  const how = pick(['well', 'fail', 'lose', 'kill', 'kill', 'kill', 'kill-end', 'kill-end']);
  const effect = pick<'before' | 'after'>(['before', 'after']);
  return {
    commands,
    isReversed: below(2) === 0,
    ...(below(4) === 0 && { resume: 'anew' as const }),
    ...(how === 'fail' && { failing: [pick(names), below(3)] as const }),
    ...(how === 'lose' && { losing: pick(names) }),
    ...(how === 'kill' && { kill: [below(24), effect] as const }),
    ...(how === 'kill-end' && { kill: [below(9), effect] as const, killsEnd: true }),
  };
}

/** Plays deployments one after another, answers what is asked as it was, and holds each against the model. */
async function playSequence(random: SeededRandom): Promise<Set<string>> {
  const { play } = openSeveral();
  const model = openModel();
  const kinds = new Set<string>();
  const truthOf = (asked: string): Resume => {
    const [, database, id] = /^(.): It is unknown whether (\S+) ran/.exec(asked) ?? [];
    if (database === undefined || id === undefined) throw new Error(asked);
    return model.countOf(database, id) > 0 ? 'ran' : 'did-not-run';
  };
  const deploy = async (behaviour: Behaviour) => {
    const { seen, ended, asked } = await play(behaviour);
    // The first of a run that begins anew is the end of what was left.
    let isAnew = behaviour.resume === 'anew';
    for (const one of seen) {
      model.see(one, behaviour.commands ?? [], isAnew && one.kind === 'concluded');
      if (one.kind === 'concluded') isAnew = false;
    }
    kinds.add(`${behaviour.resume ?? 'auto'} ${ended}`);
    return asked.map(truthOf);
  };
  for (let round = 0; round < 12; round += 1) {
    const behaviour = behaviourOf(random);
    const [truth, ...others] = await deploy(behaviour);
    // One answer is for all.
    if (truth !== undefined)
      await deploy({ ...behaviour, resume: others.every((one) => one === truth) ? truth : 'anew' });
  }
  return kinds;
}

test('Each command runs once in each database in each deployment, wherever runs are killed or stop', async () => {
  const kinds = new Set<string>();
  const first = Number(process.env.SEED ?? 1);
  for (let seed = first; seed < first + 300; seed += 1) {
    const seen = await playSequence(randomOf(seed)).catch((cause: unknown) => {
      throw new Error(`SEED=${seed}: ${String(cause)}`, { cause });
    });
    for (const kind of seen) kinds.add(kind);
  }
  const all = ['auto', 'ran', 'did-not-run', 'anew'].flatMap((resume) =>
    ['well', 'stopped', 'killed'].map((ended) => `${resume} ${ended}`),
  );
  expect(kinds).toEqual(new Set([...all, 'auto asking']));
});
