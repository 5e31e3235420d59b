import Sequencer from '@jest/test-sequencer';

/** Suites of minutes, by the end of their path, the longest first. They are small files, which without known times would begin last and leave a core idle at the end. */
const long = [
  'crash/before-answer.test.ts',
  'crash/after-answer.test.ts',
  'crash/campaign.test.ts',
  'crash/snapshot.test.ts',
  'disturbed-snapshot.test.ts',
  'crash/interrupted.test.ts',
  'crash/disturbed-restore.test.ts',
  'big-snapshot.test.ts',
  'readme.test.ts',
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
