import { withTime } from '../../../src/verbs/time-report.ts';

const result = { outcomes: [], report: [], outputs: {}, data: {} };
const from = 'the speed of the last restore';

test.each([
  [{ minutes: 0.1, from }, 'less than a minute for loading and comparing, by the speed of the last restore'],
  [{ minutes: 1.5, from }, '1 min 30 s for loading and comparing, by the speed of the last restore'],
  [{ minutes: 90, from }, '1 h 30 min for loading and comparing, by the speed of the last restore'],
] as const)('%j is told in words, and is in the document', (time, text) => {
  expect(withTime(result, time)).toMatchObject({
    report: [{ kind: 'facts', facts: [['Time, estimate', text]] }],
    data: { time },
  });
});

test('what is not known is said so, and absent from the document', () => {
  const { report, data } = withTime(result, undefined);
  expect(report).toEqual([{ kind: 'facts', facts: [['Time, estimate', expect.stringMatching(/^not known: /)]] }]);
  expect(data).toEqual({});
});
