import { EventEmitter } from 'node:events';
import { createLocalFiles } from '../../../src/gateways/node/local-files.ts';
import { listenForInterrupt } from '../../../src/hosts/interrupt.ts';
import { createTerminal } from '../../../src/hosts/terminal/terminal.ts';
import { runCli, type Surroundings } from '../../../src/program.ts';
import type { World } from '../../../src/verbs/world.ts';
import { commandThat, passed } from '../verbs/fixture-command.ts';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const written = { out: '', err: '' };
  const surroundings = {
    stdout: { write: (text: string) => (written.out += text) },
    stderr: { write: (text: string) => (written.err += text) },
    env,
    cwd: () => '/',
    on: () => undefined,
    exit: () => undefined,
  } as unknown as Surroundings;
  const verify = commandThat(async (request) => ({ ...passed, data: { request } }));
  const report = commandThat(async () => passed, { name: 'report', hosts: ['action'] });
  const code = await runCli(
    { commands: [verify, report], openWorld: async () => ({}) as World, openFiles: async () => createLocalFiles('/') },
    args,
    surroundings,
  );
  return { code, ...written };
}

test('help lists the verbs of the command line and the exit codes', async () => {
  const { code, out } = await run(['--help']);
  expect(code).toBe(0);
  expect(out).toMatch(/Prove:\n {2}verify {2}compares/);
  expect(out).toContain('130  interrupted');
  expect(out).not.toMatch(/^ +report/m);
});

test('the help of a verb says what each input allows', async () => {
  const { out } = await run(['verify', '--help']);
  expect(out).toContain('--level <word>');
  expect(out).toContain('(one of counts, files, contents, full; default contents)');
  expect(out).toContain('KUSTO_REBUILD_CLUSTER');
});

test('an unknown verb is told with the nearest, also when help is asked for', async () => {
  const { code, out } = await run(['verfy', '--help', '--json']);
  expect(code).toBe(2);
  expect(JSON.parse(out)).toMatchObject({ exitCode: 2, problems: [{ detail: 'Did you mean verify?' }] });
});

test('a verb of workflows only is unknown here, and no verb is a problem', async () => {
  expect((await run(['report'])).code).toBe(2);
  expect((await run([])).out).toContain('No verb is given.');
});

test('flags win over variables', async () => {
  const env = { KUSTO_REBUILD_CLUSTER: 'https://a', KUSTO_REBUILD_LEVEL: 'full' };
  const { out } = await run(['verify', '--json', '--cluster', 'https://b'], env);
  expect(JSON.parse(out).data.request).toMatchObject({ cluster: 'https://b', level: 'full' });
});

test('wrong flags and wrong values are told together', async () => {
  const { out } = await run(['verify', '--json', '--level', 'x', '--level', 'y', 'stray'], {
    KUSTO_REBUILD_LEVLE: '1',
  });
  expect(JSON.parse(out).problems.map(({ summary }: { summary: string }) => summary)).toEqual([
    'The argument "stray" belongs to no flag.',
    '--level is given more than once.',
    'The environment variable KUSTO_REBUILD_LEVLE stands for no input.',
    '--cluster is required.',
    '--level has a value that is not allowed.',
  ]);
});

test('help and version are one JSON document on request', async () => {
  expect(JSON.parse((await run(['--version', '--json'])).out).data.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(JSON.parse((await run(['--help', '--json'])).out).data.help).toContain('Usage');
});

test('the first signal asks, the second insists', () => {
  const source = new EventEmitter();
  let gaveUp = 0;
  const signal = listenForInterrupt(source, () => {
    gaveUp += 1;
  });
  source.emit('SIGINT');
  expect([signal.aborted, gaveUp]).toEqual([true, 0]);
  source.emit('SIGTERM');
  expect(gaveUp).toBe(1);
});

test.each<[boolean, string | undefined, boolean]>([
  [true, undefined, true],
  [true, '', true],
  [true, '1', false],
  [false, undefined, false],
])('terminal %s and NO_COLOR %s: colours %s', async (isTTY, noColor, expected) => {
  let out = '';
  const stdout = { isTTY, write: (text: string) => (out += text) };
  const { signal } = new AbortController();
  const host = createTerminal({
    output: 'text',
    stdout,
    stderr: stdout,
    environment: { NO_COLOR: noColor },
    signal,
    workingDirectory: '/',
  });
  await host.show({ verb: 'x', exitCode: 0, problems: [], outcomes: [], report: [], outputs: {}, data: {} });
  expect(out.includes('\u001b[')).toBe(expected);
});
