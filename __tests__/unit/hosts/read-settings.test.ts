import { ProblemError, problemError } from '../../../src/domain/problem.ts';
import type { Host } from '../../../src/hosts/host.ts';
import { readSettings } from '../../../src/read-settings.ts';
import type { Command } from '../../../src/verbs/command.ts';
import { commands } from '../../../src/verbs/index.ts';
import type { RawInputs } from '../../../src/verbs/parse-request.ts';

const notes: string[] = [];
const host = {
  spell: (name: string) => `--${name}`,
  progress: { note: (text: string) => void notes.push(text) },
} as unknown as Host;

/** The values that the files come to for one verb, or what is wrong. */
async function find(verb: string, raw: RawInputs, texts: Readonly<Record<string, string>>) {
  const opened: string[] = [];
  const openFiles = async () => {
    opened.push('files');
    return {
      read: async ([path = '']: readonly string[]) => {
        const text = texts[path];
        if (text === undefined) throw problemError({ code: 'input', summary: `No file matches ${path}.` });
        return [{ path, text }];
      },
      present: async (paths: readonly string[]) => paths.filter((path) => texts[path] !== undefined),
      write: async () => undefined,
    };
  };
  const command = commands.find(({ name }) => name === verb) as Command;
  try {
    const found = await readSettings({ command, raw, host }, commands, openFiles);
    if ('problems' in found) return found.problems.map(({ summary }) => summary);
    return { settings: found.settings.map(({ file, values }) => [file, Object.fromEntries(values)]), opened };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return error.problems.map(({ summary }) => summary);
  }
}

test('the file with the usual name is read where it is there, another one where it is named', async () => {
  const texts = { 'kusto-rebuild.yml': 'database: Usual', 'a/other.yml': 'database: Other' };
  expect(await find('status', {}, texts)).toMatchObject({ settings: [['kusto-rebuild.yml', { database: 'Usual' }]] });
  expect(await find('status', { config: 'a/other.yml' }, texts)).toMatchObject({
    settings: [['a/other.yml', { database: 'Other' }]],
  });
  expect(notes).toEqual(['Settings: kusto-rebuild.yml', 'Settings: a/other.yml']);
  expect(await find('status', {}, {})).toMatchObject({ settings: [[undefined, {}]] });
});

test('a file that is named and not there, one with another ending, and an environment without a file are problems', async () => {
  expect(await find('status', { config: 'no.yml' }, {})).toEqual(['No file matches no.yml.']);
  expect(await find('status', {}, { 'kusto-rebuild.yaml': 'database: D' })).toEqual([
    'kusto-rebuild.yaml is not read: the config file is kusto-rebuild.yml.',
  ]);
  expect(await find('status', { environment: 'dev' }, {})).toEqual([
    '--environment is given, and there is no kusto-rebuild.yml.',
  ]);
});

test('several databases are for the verbs that go through them, and a verb without a config reads no file', async () => {
  const texts = { 'kusto-rebuild.yml': 'databases: [{ database: A }, { database: B }]' };
  for (const verb of ['plan', 'deploy']) expect(await find(verb, {}, texts)).toMatchObject({ settings: [{}, {}] });
  for (const verb of ['status', 'snapshot', 'restore'])
    expect(await find(verb, {}, texts)).toEqual([expect.stringContaining('lists several databases')]);
  expect(await find('report', {}, texts)).toEqual({ settings: [[undefined, {}]], opened: [] });
});
