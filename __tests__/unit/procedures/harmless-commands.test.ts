import { readStatement } from '../../../src/domain/kql/statement-kind.ts';
import { type PlanDocument, planDocument, readPlan } from '../../../src/domain/schema/plan-document.ts';
import { writeEdit } from '../../../src/gateways/kusto/commands/schema-edits.ts';
import type { Database } from '../../../src/ports/database.ts';
import { createLossGuard, observeTables } from '../../../src/procedures/guard-losses.ts';
import { approvedPlan, planDeployment } from '../../../src/procedures/plan-deployment.ts';
import { runDeployment } from '../../../src/procedures/run-deployment.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { memoryReferenceFiles } from '../../fixtures/memory/reference-files.ts';
import { paths, saveTable } from '../../fixtures/memory/saved-table.ts';

const group = ".create-or-alter entity_group EG (database('Db'))";
const table = '.create-merge table T (a: string, b: long)';

/** A table T that no snapshot covers any more, and viewers of the database. */
async function open() {
  const { database, store } = await saveTable([['x', '1']]);
  database.put('T', [], [['y', '2']], { stamp: 500n });
  const ran: string[] = [];
  const script = [table, ".add database ['Db'] viewers ('aaduser=old')"];
  const world: Database = {
    ...database,
    name: 'Db',
    read: { ...database.read, schemaScript: async () => script },
    change: {
      ...database.change,
      write: (edit) => writeEdit(edit, 'Db'),
      run: async (text) => {
        ran.push(text);
        return {};
      },
    },
  };
  const clock = memoryClock();
  const guard = createLossGuard(['T'], { ...world, store, paths, clock });
  const live = () => observeTables(world.read, 'Db');
  const plan = async (
    texts: readonly string[],
    harmless: readonly string[] = [],
    deletions: readonly string[] = [],
  ) => {
    const statements = texts.map((text, index) => {
      return { text, index, at: { file: 's.kql', line: index + 1 }, reading: readStatement(text) };
    });
    return planDeployment({ statements, referenceData: [], deletions, harmless }, world, await live());
  };
  return {
    ran,
    plan,
    approve: async (document: PlanDocument) => approvedPlan(document, await live()).statements,
    check: async ({ statements }: Pick<Awaited<ReturnType<typeof plan>>, 'statements'>) =>
      Promise.all(statements.map(async (one) => (await guard.check(one))?.code)),
    run: async ({ statements }: Pick<Awaited<ReturnType<typeof plan>>, 'statements'>) => {
      const progress = {
        phase: () => undefined,
        note: () => undefined,
        advance: () => undefined,
        warn: () => undefined,
      };
      const record = { begin: async () => undefined, end: async () => undefined, restores: '' };
      const files = memoryReferenceFiles({});
      const steps = statements.map((statement) => ({ kind: 'statement' as const, item: statement.text, statement }));
      return runDeployment(steps, { database: world, store, paths, clock, guard, progress, record, files });
    },
  };
}

test('an unknown command runs where it is said to be harmless, and plan and report say so', async () => {
  const { plan, check, run, ran } = await open();
  const refused = await plan([table, group]);
  expect(await check(refused)).toEqual(['refused']);
  expect(refused.document.steps).toMatchObject([
    {
      class: 'loses-data',
      reason: expect.stringContaining('runs only where harmless names it: .create-or-alter entity_group EG'),
    },
  ]);
  expect(refused.document.steps[0]).not.toHaveProperty('harmless');
  const said = await plan([table, group], ['.create-or-alter entity_group']);
  expect(said.document.steps).toMatchObject([
    {
      class: 'loses-data',
      harmless: '.create-or-alter entity_group',
      reason: expect.stringMatching(/said to be harmless$/),
    },
  ]);
  expect(said.document.hash).not.toBe(refused.document.hash);
  expect(await check(said)).toEqual([undefined]);
  expect((await run(said)).map(({ outcome, changed }) => ({ ...outcome, changed }))).toEqual([
    {
      kind: 'done',
      item: group,
      note: expect.stringContaining('said to be harmless: .create-or-alter entity_group'),
      changed: [],
    },
  ]);
  expect(ran).toEqual([group]);
});

test('a plan carries what is said, and not what is no word of the user', async () => {
  const { plan, approve, check } = await open();
  const { document } = await plan([table, group], ['.create-or-alter entity_group']);
  expect(readPlan('p.json', JSON.stringify(document))).toEqual(document);
  expect(await check({ statements: await approve(document) })).toEqual([undefined]);
  const { hash: _hash, formatVersion: _version, ...rest } = document;
  const changed = (harmless: string, text: string) =>
    planDocument({ ...rest, steps: rest.steps.map((step) => ({ ...step, text, harmless })) });
  expect(await check({ statements: await approve(changed('.drop entity_group', group)) })).toEqual(['refused']);
  expect(await check({ statements: await approve(changed('.clear table', '.clear table T data')) })).toEqual([
    'not-covered',
  ]);
  const unsaid = JSON.parse(JSON.stringify(document)) as { steps: { harmless?: string }[] };
  for (const step of unsaid.steps) delete step.harmless;
  expect(() => readPlan('p.json', JSON.stringify(unsaid))).toThrow();
});

test('whom a command takes a role from is told in plan and report', async () => {
  const { plan, check, run } = await open();
  const taken = expect.stringContaining('aaduser=old loses the role');
  const none = ['.set database Db viewers none'];
  expect(await check(await plan([table, ...none]))).toEqual(['refused']);
  const set = await plan([table, ...none], ['.set database Db viewers']);
  expect(set.document.steps).toMatchObject([{ class: 'loses-data', reason: taken }]);
  expect((await run(set))[0]?.outcome).toMatchObject({ kind: 'done', note: taken });
  const deletion = await plan([table], ['.drop database Db viewers'], ['database:/role viewers']);
  expect(deletion.document.steps).toMatchObject([
    { class: 'loses-data', reason: taken, harmless: '.drop database Db viewers' },
  ]);
  expect(await check(deletion)).toEqual([undefined]);
});

test('what is said in vain is a warning, and what is no beginning of a command a problem', async () => {
  const { plan, check } = await open();
  const { warnings, idle, statements } = await plan(
    [table, '.clear table T data', group],
    ['.clear table T', '.frobnicate all'],
  );
  expect(idle).toEqual([
    { text: expect.stringContaining('No command begins with .frobnicate all') },
    {
      text: expect.stringMatching(/\.clear table T has no effect .*removes all rows of T.*coverage/),
      at: { file: 's.kql', line: 2 },
    },
  ]);
  expect(warnings).toEqual(expect.arrayContaining([...idle]));
  expect(await check({ statements })).toEqual(['not-covered', 'refused']);
  expect((await plan([table], ['.create-merge table T'])).idle).toEqual([]);
  await expect(plan([table], ['*', '.set'])).rejects.toMatchObject({
    problems: [{ code: 'input' }, { code: 'input' }],
  });
});
