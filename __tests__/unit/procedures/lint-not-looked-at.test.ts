import { splitScript } from '../../../src/domain/kql/script.ts';
import { readStatement } from '../../../src/domain/kql/statement-kind.ts';
import { readLiveModel } from '../../../src/domain/schema/live-model.ts';
import { writeEdit } from '../../../src/gateways/kusto/commands/schema-edits.ts';
import type { KqlFinding, KqlReader, NotLookedAt } from '../../../src/ports/kql-language.ts';
import { lintPlan } from '../../../src/procedures/lint-plan.ts';
import { planned } from '../domain/schema/planned.ts';

const live = '.create-merge table S (a: int)\n.create-or-alter function Uses() { S | where a > 1 }';
const files = '.create-merge table S (a: int, b: int)';
const finding: KqlFinding = { code: 'KS142', kind: 'meaning', message: 'no a', start: 0 };

const clean: KqlReader = { look: () => ({ kind: 'looked-at', findings: [], columns: undefined }) };
const finds: KqlReader = { look: () => ({ kind: 'looked-at', findings: [finding], columns: undefined }) };
const tired: NotLookedAt = { kind: 'not-looked-at', why: 'it is tired' };
const looksAtNothing: KqlReader = { look: () => tired };

/** The plan, of which the parser says this: of the schema before, and of the one after. */
async function lint(...answers: [KqlReader | NotLookedAt, KqlReader | NotLookedAt]) {
  const commands = (path: string, text: string) => splitScript({ path, text }).statements;
  const { target, steps } = planned(files, live);
  const { model } = readLiveModel(
    commands('live.kql', live).map(({ text }) => text),
    'Db',
  );
  const statements = commands('files.kql', files).map((one) => ({ ...one, reading: readStatement(one.text) }));
  const rest = [...answers];
  const language = { read: async () => rest.shift() ?? tired };
  const change = { write: (edit: Parameters<typeof writeEdit>[0]) => writeEdit(edit, 'Db') };
  return lintPlan(statements, { live: model, target, steps }, { language, database: { name: 'Db', change } });
}

test.each([
  ['before', tired, clean],
  ['after', clean, tired],
])('where the parser cannot look at the schema %s, the plan says so once', async (_, before, after) => {
  expect(await lint(before, after)).toEqual([{ text: "Microsoft's parser did not look at this plan: it is tired." }]);
});

test('a command and a stored query that it does not look at are named, with the place of the command', async () => {
  expect(await lint(clean, looksAtNothing)).toEqual([
    {
      text: "Microsoft's parser did not look at this command: it is tired.",
      at: { file: 'files.kql', line: 1, column: 1 },
    },
    { text: "Microsoft's parser did not look at the function Uses: it is tired." },
  ]);
});

test('of a stored query that it did not look at before, nothing is said to be new', async () => {
  expect(await lint(looksAtNothing, finds)).toEqual([
    { text: "Microsoft's parser did not look at the function Uses: it is tired." },
  ]);
  expect(await lint(clean, finds)).toEqual([{ text: 'The function Uses would not work any more: no a (KS142).' }]);
});
