import { problemError } from '../../../src/domain/problem.ts';
import { createTerminal } from '../../../src/hosts/terminal/terminal.ts';
import { runVerb } from '../../../src/main.ts';
import type { Command } from '../../../src/verbs/command.ts';
import type { RawInputs } from '../../../src/verbs/parse-request.ts';
import { noSettings } from '../../../src/verbs/parse-request.ts';
import type { World } from '../../../src/verbs/world.ts';
import { commandThat, passed } from '../verbs/fixture-command.ts';

const cluster = 'https://help.kusto.windows.net';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(command: Command, raw: RawInputs, signal = new AbortController().signal): Promise<Ran> {
  const written = { out: '', err: '' };
  const host = createTerminal({
    output: 'json',
    stdout: { write: (text) => (written.out += text) },
    stderr: { write: (text) => (written.err += text) },
    environment: {},
    signal,
    workingDirectory: '/',
  });
  const openWorld = ({ progress }: { progress: World['progress'] }): World => ({ progress }) as World;
  const code = await runVerb({
    command,
    raw,
    variables: {},
    findSettings: async () => ({ settings: [noSettings] }),
    problems: [],
    host,
    openWorld,
    graceMilliseconds: 20,
  });
  return { code, ...written };
}

test('a passing verb gives exit code 0 and one JSON document', async () => {
  const ran = await run(
    commandThat(async () => ({ ...passed, outputs: { verdict: 'pass' }, data: { rows: 3n } })),
    { cluster },
  );
  expect(ran.code).toBe(0);
  expect(JSON.parse(ran.out)).toEqual({
    formatVersion: 1,
    verb: 'verify',
    exitCode: 0,
    result: 'done',
    verdict: 'pass',
    problems: [],
    outcomes: [],
    outputs: { verdict: 'pass' },
    data: { rows: '3' },
  });
});

test('bad input runs nothing and is told in JSON as well', async () => {
  let ranVerb = false;
  const ran = await run(
    commandThat(async () => {
      ranVerb = true;
      return passed;
    }),
    { cluster: 'nonsense' },
  );
  expect(ranVerb).toBe(false);
  expect(ran.code).toBe(2);
  expect(JSON.parse(ran.out)).toMatchObject({
    result: 'bad-input',
    problems: [{ code: 'input', summary: '--cluster is not a URI.' }],
  });
});

test('an unexpected error is a bug: code 1, stack on standard error, without secrets', async () => {
  const ran = await run(
    commandThat(async () => {
      throw new TypeError('boom at https://s/c?sv=1&sig=abc%2Fdef');
    }),
    { cluster, storage: 'https://s/c?sv=1&sig=abc%2Fdef' },
  );
  expect(ran.code).toBe(1);
  expect(ran.err).toContain('main.test.ts');
  expect(ran.out + ran.err).not.toMatch(/abc(%2F|\/)def/);
});

test('expected problems keep their code and print no stack', async () => {
  const ran = await run(
    commandThat(async () => {
      throw problemError({ code: 'not-found', summary: 'No snapshot is there.' });
    }),
    { cluster },
  );
  expect([ran.code, ran.err]).toEqual([10, '']);
});

test('an interrupted verb that does not end is reported as cancelled, with how far it came', async () => {
  const controller = new AbortController();
  const hanging = commandThat((_, { progress }) => {
    progress.phase('Read the snapshot');
    progress.phase('Load rows');
    controller.abort(problemError({ code: 'cancelled', summary: 'The run was interrupted (SIGINT).' }));
    return new Promise(() => undefined);
  });
  const ran = await run(hanging, { cluster }, controller.signal);
  expect(ran.code).toBe(130);
  expect(JSON.parse(ran.out)).toMatchObject({ result: 'cancelled', problems: [{ code: 'cancelled' }] });
});

test('an interrupted verb that ends by itself keeps its own report', async () => {
  const controller = new AbortController();
  const ending = commandThat(async () => {
    controller.abort(problemError({ code: 'cancelled', summary: 'Interrupted.' }));
    return { ...passed, data: { done: 1 } };
  });
  const ran = await run(ending, { cluster }, controller.signal);
  expect(JSON.parse(ran.out)).toMatchObject({ exitCode: 0, data: { done: 1 } });
});
