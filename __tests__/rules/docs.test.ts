import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import xxhash from 'xxhash-wasm';
import { exitCodes } from '../../src/domain/exit-code.ts';
import { parseManifest } from '../../src/domain/snapshot/manifest.ts';
import { renderJson } from '../../src/report/json.ts';
import { commands } from '../../src/verbs/index.ts';
import {
  brokenLinks,
  fencesOf,
  linesOf,
  missingPaths,
  missingScripts,
  type Page,
  pageAt,
  readPages,
  tableAfter,
  unknownWords,
  wrongExitCodes,
} from './docs.ts';
import { root } from './source-tree.ts';

const pages = readPages();
const scripts: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;
const verbs = commands.map(({ name }) => name).toSorted();

const lie: Page = {
  path: 'README.md',
  text: `See [a](docs/absent.md), [b](#absent) and [c](docs/errors.md#absent), exit code 7.
Run \`restore --levle full\` or \`--dry-rnu\` with \`KUSTO_REBUILD_CLUTSER\`, built by npm run bulid from \`src/absent.ts\`.

\`\`\`sh
kusto-rebuild restroe --snapshot latest
kusto-rebuild restore --level full
\`\`\`
`,
};

/** Verbs named in the first column of a table, without flags. */
function verbsIn(table: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(table.slice(1).map(([cell = '']) => cell.replaceAll('`', '').split(' ')[0] ?? ''))].toSorted();
}

function keysOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
}

function jsonIn(page: Page): string {
  return fencesOf(page).find(({ language }) => language === 'json')?.text ?? '';
}

/** Fields that a table of the page does not name in code. */
function unnamed(fields: readonly string[], table: readonly (readonly string[])[]): readonly string[] {
  const text = table.flat().join(' ');
  return [...new Set(fields)].filter((field) => !text.includes(`\`${field}\``));
}

test('every link inside the repository leads to a file and a heading that exist', () => {
  expect(pages.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['README.md', 'docs/architecture.md', 'docs/json.md']),
  );
  expect(brokenLinks(pages)).toEqual([]);
  expect(brokenLinks([lie])).toHaveLength(3);
});

test('every verb, flag, variable, script, path and exit code in the pages exists', () => {
  // The local cluster and releases have commands of their own.
  const ofTheTool = pages.filter(({ path }) => path !== 'docs/local-cluster.md' && path !== 'RELEASE.md');
  expect(ofTheTool.flatMap((page) => unknownWords(page, commands))).toEqual([]);
  expect(pages.flatMap((page) => missingScripts(page, scripts))).toEqual([]);
  expect(pages.flatMap(missingPaths)).toEqual([]);
  expect(pages.flatMap((page) => wrongExitCodes(page, Object.keys(exitCodes)))).toEqual([]);
});

test('a verb, flag, variable, script, path or exit code that does not exist would be found', () => {
  expect(unknownWords(lie, commands)).toEqual([
    'README.md: no flag --levle of restore',
    'README.md: no flag --dry-rnu',
    'README.md: no variable KUSTO_REBUILD_CLUTSER',
    'README.md: no verb restroe',
    'README.md: no flag --level of restore',
  ]);
  expect(missingScripts(lie, scripts)).toEqual(['README.md: npm run bulid']);
  expect(missingPaths(lie)).toEqual(['README.md: src/absent.ts']);
  expect(wrongExitCodes(lie, Object.keys(exitCodes))).toEqual(['README.md: exit code 7']);
});

test('the tables of verbs name every verb and no other', () => {
  expect(verbsIn(tableAfter(pageAt('README.md'), '## Verbs'))).toEqual(verbs);
  expect(verbsIn(tableAfter(pageAt('docs/permissions.md'), '## Roles per verb'))).toEqual(verbs);
  const withData = verbs.filter((verb) => commands.some(({ name, hosts }) => name === verb && hosts.includes('cli')));
  expect(verbsIn(tableAfter(pageAt('docs/json.md'), '## `data` per verb'))).toEqual(withData);
});

test('the README lists the exit codes with their meaning', () => {
  const expected = Object.entries(exitCodes).map(([code, { meaning }]) => [code, meaning]);
  expect(tableAfter(pageAt('README.md'), '## Exit codes').slice(1)).toEqual(expected);
});

test.each([
  ['README.md', 200],
  ['docs/architecture.md', 100],
  ['RELEASE.md', 25],
  ['CONTRIBUTING.md', 40],
] as const)('%s stays within %i lines', (path, limit) => {
  expect(linesOf(pageAt(path))).toBeLessThanOrEqual(limit);
});

test('the first sentence of the README says what people search for', () => {
  const [, first = ''] = /^# .*\n\n([\s\S]*?)[.:]\s/.exec(pageAt('README.md').text) ?? [];
  for (const word of ['Backup', 'deploy', 'restore', 'Azure Data Explorer', 'Kusto']) expect(first).toContain(word);
});

test('the two commands of the README are those that CI and people run', () => {
  const [commandsToTry] = fencesOf(pageAt('README.md')).filter(({ language }) => language === 'sh');
  expect(commandsToTry?.text.trimEnd().split('\n')).toEqual(['npm ci && npm run demo', 'npm ci && npm test']);
  expect(readFileSync(join(root, '.ci/run'), 'utf8')).toMatch(/\nnpm ci\nnpm test\n$/);
});

test('the JSON document is described field by field, and the example has exactly these fields', () => {
  const page = pageAt('docs/json.md');
  const fields = Object.keys(
    JSON.parse(renderJson({ verb: '', exitCode: 0, problems: [], outcomes: [], report: [], outputs: {}, data: {} })),
  );
  expect(Object.keys(JSON.parse(jsonIn(page)))).toEqual(fields);
  expect(unnamed(fields, tableAfter(page, '# JSON document'))).toEqual([]);
  expect(unnamed(['absent'], tableAfter(page, '# JSON document'))).toEqual(['absent']);
});

test('the example of a manifest is one that is read, and every field of it is described', () => {
  const page = pageAt('docs/snapshot-format.md');
  const text = jsonIn(page);
  expect(parseManifest(text, page.path).tables).toHaveLength(1);
  expect(unnamed(keysOf(JSON.parse(text)), tableAfter(page, '## Manifest'))).toEqual([]);
  expect(() => parseManifest(text.replace('"cursor"', '"cursro"'), page.path)).toThrow('damaged');
});

test('the worked example of the fingerprint can be computed from the page alone', async () => {
  const { h64, h64Raw } = await xxhash();
  const eightBytes = (write: (view: DataView) => void): bigint => {
    const view = new DataView(new ArrayBuffer(8));
    write(view);
    return h64Raw(new Uint8Array(view.buffer));
  };
  const signed = (hash: bigint): string => BigInt.asIntN(64, hash).toString();
  const ticks = 621_355_968_000_000_000n + BigInt(Date.parse('2026-11-20T09:10:00Z')) * 10_000n + 1_234_567n;

  const page = pageAt('docs/snapshot-format.md');
  const rows = tableAfter(page, '### Worked example')
    .slice(1)
    .map((row) => row.map((cell) => cell.replaceAll('`', '')));
  const fields = rows.slice(0, -1);
  expect(fields.map(([, value]) => value)).toEqual([
    signed(h64('Zürich')),
    '42',
    signed(eightBytes((view) => view.setFloat64(0, 0.5, true))),
    '12.25',
    '1',
    signed(eightBytes((view) => view.setBigInt64(0, ticks, true))),
    '1.02:03:04.5000000',
    '6b7d9a10-3c54-4f51-8d0e-27a1c0ffee00',
    signed(h64('{"a":"x","b":[1,null]}')),
  ]);
  expect(fields.map(([, , value]) => value)).toEqual([signed(h64('')), ...new Array<string>(8).fill('~')]);

  const hashes = [1, 2].map((place) => h64(fields.map((row) => row[place] ?? '').join('|')));
  expect(rows.at(-1)?.slice(1)).toEqual(hashes.map(signed));
  const sum = (halves: readonly bigint[]): string => halves.reduce((total, half) => total + half, 0n).toString();
  const fingerprint = {
    rows: '2',
    low: sum(hashes.map((hash) => BigInt.asUintN(32, hash))),
    high: sum(hashes.map((hash) => BigInt.asUintN(64, hash) >> 32n)),
  };
  expect(page.text).toContain(`\`${JSON.stringify(fingerprint)}\``);
});

test('the page on the local cluster promises no flag that it does not have', () => {
  const page = pageAt('docs/local-cluster.md');
  const program = readFileSync(join(root, 'local-cluster/main.ts'), 'utf8');
  const flags = [...page.text.matchAll(/(?<=[`\s])--([a-z][a-z-]+)(?=[`\s])/g)].map(([, flag = '']) => flag);
  const isFlag = (flag: string): boolean => new RegExp(`^ +'?${flag}'?: \\{ type:`, 'm').test(program);
  expect(flags).toContain('storage-port');
  // `--data` is also curl's.
  expect(flags.filter((flag) => !isFlag(flag))).toEqual([]);
  expect(isFlag('absent')).toBe(false);
});
