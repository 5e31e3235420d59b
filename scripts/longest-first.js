import Sequencer from '@jest/test-sequencer';

/** Suites of minutes, by the end of their path, the longest first. They are small files, which without known times would begin last and leave a core idle at the end. */
const long = [
  'crash/campaign-first.test.ts',
  'crash/before-answer-odd.test.ts',
  'crash/before-answer-even.test.ts',
  'crash/campaign-second.test.ts',
  'crash/snapshot.test.ts',
  'crash/after-answer.test.ts',
  'big-snapshot.test.ts',
  'disturbed-snapshot.test.ts',
  'scenario/replace-extents.test.ts',
  'readme.test.ts',
  'nothing-ignored.test.ts',
  'crash/disturbed-restore.test.ts',
  'crash/interrupted.test.ts',
  'crash/undo.test.ts',
  'local-cluster/crowd.test.ts',
  'scenario/quarantine.test.ts',
  'protected-tables.test.ts',
];

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const placeOf = ({ path }) => {
      const place = long.findIndex((end) => path.endsWith(end));
      return place === -1 ? long.length : place;
    };
    return super.sort(tests).toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
