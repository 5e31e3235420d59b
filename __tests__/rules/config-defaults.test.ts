import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { commands } from '../../src/verbs/index.ts';
import { root } from './source-tree.ts';

const given = commands.flatMap(({ name, hosts, inputs }) =>
  hosts.includes('action')
    ? Object.entries(inputs).flatMap(([input, { config }]) => (config === undefined ? [] : [[name, input] as const]))
    : [],
);

test.each(given)('%s takes %s from the config file, so its action gives no default that would win', (verb, input) => {
  const path = join(root, 'actions', verb, 'action.yml');
  const { inputs } = parse(readFileSync(path, 'utf8'));
  expect(inputs[input]).toEqual(expect.objectContaining({ description: expect.any(String) }));
  expect(inputs[input]).not.toHaveProperty('default');
});

test('nor does the root action to a switch that the config file may give', () => {
  const { inputs } = parse(readFileSync(join(root, 'action.yml'), 'utf8'));
  expect(inputs['cover-arrivals']).not.toHaveProperty('default');
});
