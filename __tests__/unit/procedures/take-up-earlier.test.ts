import { openOnceRecord, type Resume } from '../../../src/procedures/once-record.ts';
import { askQuarantines, settleQuarantines } from '../../../src/procedures/quarantine-records.ts';
import { takeUpEarlier } from '../../../src/procedures/take-up-earlier.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { command, openQuarantines } from './quarantines.ts';

const one = { id: command, file: 's.kql', place: 's.kql:1', isRepeatable: true };

test.each([
  ['auto', 1],
  ['anew', 0],
] as const)(
  'With resume %s a command of which only its quarantine tells counts the same once that was ended, wherever the run was killed',
  async (resume, ran) => {
    let ended = 0;
    for (let kill = 1; kill < 30; kill += 1) {
      const site = openQuarantines();
      await site.deploy('move', kill, 'killed-before').catch(() => undefined);
      const [record] = await site.records();
      if (record?.state !== 'done') continue;
      const open = async (how: Resume) =>
        openOnceRecord(
          { ...site.world, clock: memoryClock() },
          { commands: [one], resume: how, restores: [], ...(await askQuarantines(site.world)) },
        );
      const settle = () => settleQuarantines({ commands: new Set([command]) }, site.world);
      await takeUpEarlier({ record: await open(resume), settle }, [], { warn: () => undefined });
      expect((await site.records())[0]?.state).toBe('closed');
      expect((await open('auto')).ran.size).toBe(ran);
      ended += 1;
    }
    expect(ended).toBeGreaterThan(0);
  },
);
