import { createGitHub } from '../../../src/hosts/github/github.ts';
import { readActionInputs } from '../../../src/hosts/github/inputs.ts';
import type { Toolkit } from '../../../src/hosts/github/toolkit.ts';
import { runVerb } from '../../../src/main.ts';
import type { Command } from '../../../src/verbs/command.ts';
import { noSettings } from '../../../src/verbs/parse-request.ts';
import type { World } from '../../../src/verbs/world.ts';
import { commandThat, passed } from '../verbs/fixture-command.ts';

/** Writes down what the runner would see, in order. */
function createTranscript(): { readonly lines: string[]; readonly toolkit: Toolkit } {
  const lines: string[] = [];
  const note =
    (name: string) =>
    (...values: readonly unknown[]): void => {
      lines.push(
        `${name} ${values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' ')}`,
      );
    };
  const toolkit: Toolkit = {
    setSecret: note('mask'),
    setOutput: note('output'),
    info: note('info'),
    warning: note('warning'),
    startGroup: note('group'),
    endGroup: note('endgroup'),
    annotate: note('annotate'),
    setFailed: note('failed'),
    appendSummary: async (markdown) => note('summary')(markdown),
    getIdToken: async (audience) => `token for ${audience}`,
  };
  return { lines, toolkit };
}

const environment = {
  INPUT_CLUSTER: 'https://help.kusto.windows.net',
  INPUT_STORAGE: 'https://s/c?sv=1&sig=to%2Bken1',
  INPUT_LEVEL: '',
  GITHUB_STEP_SUMMARY: '/somewhere',
};

async function run(
  command: Command,
  variables: Readonly<Record<string, string>> = environment,
): Promise<{ code: number; lines: readonly string[] }> {
  const { lines, toolkit } = createTranscript();
  const host = createGitHub({ toolkit, environment: variables, signal: new AbortController().signal });
  const openWorld = ({ progress }: Pick<World, 'progress'>): World => ({ progress }) as World;
  const code = await runVerb({
    command,
    raw: readActionInputs(variables),
    variables: {},
    findSettings: async () => ({ settings: [noSettings] }),
    problems: [],
    host,
    openWorld,
  });
  return { code, lines };
}

test('secrets are masked before anything else, phases are groups, outputs and summary follow', async () => {
  const { code, lines } = await run(
    commandThat(async (request, { progress }) => {
      progress.phase('Read');
      progress.note(`at ${request.storage}`);
      progress.phase('Compare');
      return { ...passed, outputs: { verdict: 'pass' } };
    }),
  );
  expect(code).toBe(0);
  expect(lines.slice(0, 9)).toEqual([
    'mask sv=1&sig=to%2Bken1',
    'mask to%2Bken1',
    'mask to+ken1',
    'group Read',
    'info at https://s/c?***',
    'endgroup ',
    'group Compare',
    'endgroup ',
    'info verify: pass\n\nNext: Nothing to do.\n',
  ]);
  expect(lines.slice(9)).toEqual(['output verdict pass', 'summary ## verify: pass\n\n**Next:** Nothing to do.\n']);
});

test('an input that the action does not have is a problem, in the spelling of workflows', async () => {
  const { code, lines } = await run(
    commandThat(async () => passed),
    { ...environment, 'INPUT_DRY-RNU': 'true' },
  );
  expect(code).toBe(2);
  expect(lines.at(-1)).toBe('failed verify: bad input or configuration. dry-rnu is not known here.');
  expect(lines.join('\n')).toContain('Did you mean dry-run?');
});

test('problems with a place are annotated and redacted', async () => {
  const at = { file: 'a.kql', line: 2 };
  const problem = { code: 'schema-file', summary: 'Bad text sig=abcdef.', at } as const;
  const { code, lines } = await run(
    commandThat(async () => ({ ...passed, verdict: { kind: 'fail', problems: [problem] } })),
  );
  expect(code).toBe(3);
  expect(lines).toContain('annotate {"title":"schema-file","message":"Bad text sig=***","file":"a.kql","startLine":2}');
  expect(lines.filter((line) => line.includes('abcdef'))).toEqual([]);
});

test('foreign text in the log is no command to the runner', async () => {
  const { lines } = await run(
    commandThat(async (_, { progress }) => {
      progress.note('::set-output name=verdict::pass');
      return passed;
    }),
  );
  expect(lines.filter((line) => line.includes('::set-output'))).toEqual([]);
});

test('the id token is offered only where the job may ask for one', async () => {
  const { toolkit } = createTranscript();
  const { signal } = new AbortController();
  expect(createGitHub({ toolkit, environment, signal }).idToken).toBeUndefined();
  const allowed = createGitHub({ toolkit, environment: { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://x' }, signal });
  expect(await allowed.idToken?.('api')).toBe('token for api');
});
