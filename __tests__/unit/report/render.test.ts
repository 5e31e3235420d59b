import type { Problem } from '../../../src/domain/problem.ts';
import { annotationsOf } from '../../../src/report/annotations.ts';
import type { Block } from '../../../src/report/blocks.ts';
import { renderMarkdown } from '../../../src/report/markdown.ts';
import { renderText } from '../../../src/report/text.ts';

const problem: Problem = {
  code: 'schema-file',
  summary: 'The file is no list of commands.',
  detail: 'Seen: "x".\nAllowed: a command.',
  next: 'Mend it.',
  at: { file: 'a.kql', line: 3, column: 7 },
  activityId: 'KD2.1',
};

const blocks: readonly Block[] = [
  { kind: 'heading', text: 'verify: fail' },
  { kind: 'next-step', text: 'Look.', command: 'kusto-rebuild verify' },
  {
    kind: 'facts',
    facts: [
      ['Rows', '12'],
      ['Age of it', '1h'],
    ],
  },
  {
    kind: 'table',
    columns: [{ title: 'Table' }, { title: 'Rows', align: 'right' }],
    rows: [
      ['a|b', '5'],
      ['long name', '1234'],
    ],
  },
  { kind: 'problem', problem },
  {
    kind: 'fold',
    title: 'More',
    blocks: [
      { kind: 'code', language: 'kusto', text: 'T\n| count\n' },
      { kind: 'sentence', text: 'End.' },
    ],
  },
];

test('markdown', () => {
  expect(renderMarkdown(blocks)).toBe(`## verify: fail

**Next:** Look.

\`\`\`shell
kusto-rebuild verify
\`\`\`

- **Rows**: 12
- **Age of it**: 1h

| Table | Rows |
| --- | ---: |
| a&#124;b | 5 |
| long name | 1234 |

> **The file is no list of commands.** (schema-file)${'  '}
> \`a.kql:3:7\`${'  '}
> Seen: "x".<br>Allowed: a command.${'  '}
> Next: Mend it.${'  '}
> Activity id: \`KD2.1\`

<details><summary>More</summary>

\`\`\`kusto
T
| count
\`\`\`

End.

</details>
`);
});

test('text is aligned and plain, colours only on request', () => {
  const text = renderText(blocks, 'plain');
  expect(text).toBe(`verify: fail

Next: Look.
  kusto-rebuild verify

Rows       12
Age of it  1h

Table      Rows
a|b           5
long name  1234

schema-file: The file is no list of commands.
  a.kql:3:7
  Seen: "x".
  Allowed: a command.
  Next: Mend it.
  Activity id: KD2.1

More
    T
    | count
  End.
`);
  const coloured = renderText(blocks, 'colour');
  expect(coloured).toContain('\u001b[1mverify: fail\u001b[0m');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
  expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(text);
});

test('markdown over the limit keeps its head, loses table rows and says so', () => {
  const rows = Array.from({ length: 5000 }, (_, index) => [`table-${index}-ä`, String(index)]);
  const big: readonly Block[] = [
    { kind: 'heading', text: 'snapshot: pass' },
    { kind: 'table', columns: [{ title: 'T' }, { title: 'N' }], rows },
    { kind: 'fold', title: 'Every item', blocks: [{ kind: 'table', columns: [{ title: 'T' }, { title: 'N' }], rows }] },
  ];
  const limit = 20_000;
  const cut = renderMarkdown(big, limit);
  expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(limit);
  expect(Buffer.byteLength(cut)).toBeGreaterThan(limit * 0.9);
  expect(cut).toMatch(/^## snapshot: pass/);
  const kept = (cut.match(/^\| table-/gm) ?? []).length;
  expect(cut).toContain(`left out: ${5000 - kept} of 5000 table rows, 5000 of 5000 table rows.`);
  expect(renderMarkdown(big)).not.toContain('left out');
});

test('problems with a place become annotations, the rest of them is counted', () => {
  const many = [{ code: 'service', summary: 'No place.' } as const, ...Array.from({ length: 12 }, () => problem)];
  const { annotations, left } = annotationsOf(many);
  expect([annotations.length, left]).toEqual([9, 3]);
  expect(annotations[0]).toMatchObject({ file: 'a.kql', startLine: 3, startColumn: 7, title: 'schema-file' });
});
