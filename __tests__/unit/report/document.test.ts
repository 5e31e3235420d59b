import type { Problem } from '../../../src/domain/problem.ts';
import { createRedact } from '../../../src/domain/redact.ts';
import { documentOf, headlineOf } from '../../../src/report/document.ts';
import { renderJson } from '../../../src/report/json.ts';
import { renderMarkdown } from '../../../src/report/markdown.ts';
import { redactReport } from '../../../src/report/redact-report.ts';
import type { RunReport } from '../../../src/report/run-report.ts';

const difference: Problem = {
  code: 'difference',
  summary: 'flights has 2 rows, expected 3.',
  next: 'Restore flights.',
};

const run: RunReport = {
  verb: 'verify',
  exitCode: 0,
  verdict: { kind: 'pass' },
  problems: [],
  outcomes: [],
  report: [],
  outputs: {},
  data: {},
};

const failing: RunReport = {
  ...run,
  exitCode: 3,
  verdict: { kind: 'fail', problems: [difference] },
  outcomes: [
    { kind: 'done', item: 'airports' },
    { kind: 'failed', item: 'flights', problem: difference },
    { kind: 'not-attempted', item: 'strikes', note: 'stopped' },
  ],
};

test('the first line is the verdict, the second what to do', () => {
  const [first, second] = documentOf(failing);
  expect(first).toEqual({
    kind: 'heading',
    text: 'verify: fail, 1 problem, 3 items (1 done, 1 failed, 1 not attempted)',
  });
  expect(second).toEqual({ kind: 'next-step', text: 'Restore flights.' });
  expect(documentOf(run).slice(0, 2)).toEqual([
    { kind: 'heading', text: 'verify: pass' },
    { kind: 'next-step', text: 'Nothing to do.' },
  ]);
});

test('a problem of verdict and outcome is told once, and every item is listed', () => {
  const blocks = documentOf(failing);
  expect(blocks.filter(({ kind }) => kind === 'problem')).toHaveLength(1);
  expect(blocks.at(-1)).toMatchObject({
    kind: 'fold',
    blocks: [
      {
        rows: [
          ['airports', 'done', ''],
          ['flights', 'failed', difference.summary],
          ['strikes', 'not attempted', 'stopped'],
        ],
      },
    ],
  });
});

test('heading, next step and problems that the verb tells itself are not told again', () => {
  const blocks = documentOf({
    ...failing,
    report: [
      { kind: 'heading', text: 'One table differs.' },
      { kind: 'fold', title: 'x', blocks: [{ kind: 'problem', problem: difference }] },
      { kind: 'next-step', text: 'Do this.' },
    ],
  });
  expect(blocks.map(({ kind }) => kind)).toEqual(['heading', 'next-step', 'fold', 'fold']);
  expect(blocks.slice(0, 2)).toEqual([
    { kind: 'heading', text: 'verify: fail, 1 problem. One table differs.' },
    { kind: 'next-step', text: 'Do this.' },
  ]);
});

test('unknown is said to be no pass', () => {
  expect(headlineOf({ ...run, exitCode: 5, verdict: { kind: 'unknown', problems: [] } })).toBe(
    'verify: unknown, which is not a pass',
  );
});

test('secrets are replaced in every value before rendering, words of ours stay', () => {
  const data = { uri: 'https://s/c?sig=abc"def', list: ['done abc_d'], big: 12345678901234567890n };
  const outcomes = [{ kind: 'done', item: 'abc_d' }] as const;
  const redact = createRedact(['abc"def', 'abc_d', 'done']);
  const veiled = redactReport({ ...failing, data, outcomes }, redact);
  expect(renderMarkdown(documentOf(veiled))).not.toMatch(/abc(_|&#95;)d/);
  expect(JSON.parse(renderJson(veiled))).toMatchObject({
    formatVersion: 1,
    exitCode: 3,
    result: 'failed',
    verdict: 'fail',
    outcomes: [{ kind: 'done', item: '***' }],
    data: { uri: 'https://s/c?sig=***', list: ['*** ***'], big: '12345678901234567890' },
  });
});
