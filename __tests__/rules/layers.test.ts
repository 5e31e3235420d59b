import { layers, wrongImports } from './layers.ts';
import { readSources } from './source-tree.ts';

test('imports point inwards', () => {
  const files = readSources(['src', 'local-cluster']);
  expect(files.length).toBeGreaterThan(20);
  expect(wrongImports(files)).toEqual([]);
});

test('every folder of src is a layer with a rule', () => {
  const folders = readSources(['src']).flatMap(({ path }) => /^src\/([^/]+)\//.exec(path)?.[1] ?? []);
  expect([...new Set(folders)].filter((folder) => layers[folder] === undefined)).toEqual([]);
});

test.each([
  ['src/domain/plan.ts', "import type { Clock } from '../ports/clock.ts';"],
  ['src/ports/clock.ts', "export { x } from '../report/blocks.ts';"],
  ['src/report/text.ts', "import { x } from '../hosts/host.ts';"],
  ['src/procedures/load.ts', "const x = await import('../gateways/kusto/cluster.ts');"],
  ['src/gateways/blob/store.ts', "import '../../procedures/load.ts';"],
  ['src/verbs/verify.ts', "import { x } from '../gateways/kusto/cluster.ts';"],
  ['src/verbs/verify.ts', "import { x } from '../report/markdown.ts';"],
  ['src/hosts/terminal/terminal.ts', "import { x } from '../../verbs/index.ts';"],
  ['src/main.ts', "import { x } from '../local-cluster/server.ts';"],
  ['src/domain/plan.ts', "type X = import('../ports/clock.ts').Clock;"],
  ['local-cluster/server.ts', "import { x } from '../src/domain/problem.ts';"],
  ['src/hosts/terminal/terminal.ts', "import * as core from '@actions/core';"],
  ['src/verbs/verify.ts', "import { Client } from 'azure-kusto-data';"],
  ['src/gateways/kusto/cluster.ts', "import { x } from '@duckdb/node-api';"],
])('%s may not say %s', (path, text) => {
  expect(wrongImports([{ path, text }])).toHaveLength(1);
});

test('a verb may not import another verb', () => {
  const other = { path: 'src/verbs/verify.ts', text: 'export const verify = defineCommand({});' };
  const importing = "import { verify } from './verify.ts';";
  expect(wrongImports([other, { path: 'src/verbs/restore.ts', text: importing }])).toHaveLength(1);
  expect(wrongImports([other, { path: 'src/verbs/index.ts', text: importing }])).toEqual([]);
});
