import { readFlags, splitArguments } from '../../../src/hosts/terminal/arguments.ts';
import { readVariables, unknownVariables } from '../../../src/hosts/terminal/variables.ts';
import { inputs } from '../verbs/fixture-command.ts';

function told(...args: readonly string[]): readonly string[] {
  return readFlags(inputs, args).problems.map(({ summary }) => summary);
}

test('the verb is the first argument that is no flag; common flags may stand anywhere', () => {
  expect(splitArguments(['--json', 'verify', '--level', 'full', '-h'])).toEqual({
    verb: 'verify',
    common: new Set(['json', 'help']),
    rest: ['--level', 'full'],
  });
  expect(splitArguments([])).toEqual({ verb: undefined, common: new Set(), rest: [] });
});

test('flags are read with and without an equals sign; lists may be repeated; a switch takes no value', () => {
  const args = ['--cluster', 'https://c', '--level=full', '--tables', 'a,b', '--dry-run', '--tables=c'];
  expect(readFlags(inputs, args)).toEqual({
    raw: { cluster: 'https://c', level: 'full', tables: 'a,b\nc', 'dry-run': 'true' },
    problems: [],
  });
  expect(readFlags(inputs, ['--dry-run=false']).raw).toEqual({ 'dry-run': 'false' });
});

test('a flag without its value does not swallow the next flag in silence', () => {
  expect(told('--cluster', '--dry-run')).toEqual(['--cluster needs a value.']);
  expect(told('--cluster')).toEqual(['--cluster needs a value.']);
  expect(told('--cluster=--odd')).toEqual([]);
});

test('repeated flags and stray arguments are problems; the value of an unknown flag is not one more', () => {
  expect(told('--level', 'full', '--level', 'files')).toEqual(['--level is given more than once.']);
  expect(told('flights')).toEqual(['The argument "flights" belongs to no flag.']);
  expect(readFlags(inputs, ['--levle', 'full'])).toEqual({ raw: { levle: '' }, problems: [] });
});

test('variables stand for flags; one that stands for no input of any verb is a problem', () => {
  const environment = {
    KUSTO_REBUILD_DRY_RUN: 'true',
    KUSTO_REBUILD_LEVEL: '',
    KUSTO_REBUILD_LEVLE: 'full',
    PATH: 'x',
  };
  expect(readVariables(inputs, environment)).toEqual({ 'dry-run': 'true' });
  expect(unknownVariables(Object.keys(inputs), environment).map(({ summary }) => summary)).toEqual([
    'The environment variable KUSTO_REBUILD_LEVLE stands for no input.',
  ]);
});
