import { isMarked, markInline, markOf, repeatableTarget } from '../domain/kql/inline-mark.ts';
import type { LiveTables, Loss } from '../domain/kql/loss.ts';
import { findBadBeginnings } from '../domain/kql/said-harmless.ts';
import { readStatement } from '../domain/kql/statement-kind.ts';
import { type Problem, type SourcePosition, throwProblems } from '../domain/problem.ts';
import { classOf } from '../domain/schema/change-class.ts';
import { commandsInPlan, isRecorded } from '../domain/schema/command-id.ts';
import { sha256 } from '../domain/schema/digest.ts';
import { modelAfterAny } from '../domain/schema/effects.ts';
import { withExternals } from '../domain/schema/external-effects.ts';
import { type LiveModel, readLiveModel } from '../domain/schema/live-model.ts';
import { type Model, modelHash } from '../domain/schema/model.ts';
import { type PlanDocument, type PlannedStep, planDocument } from '../domain/schema/plan-document.ts';
import { planSchema, type SchemaPlan, type SchemaStep, showKey } from '../domain/schema/plan-schema.ts';
import { tablesEmptied } from '../domain/schema/repeatable.ts';
import type { Database, DatabaseReader } from '../ports/database.ts';
import { chooseAsides } from './choose-quarantine.ts';
import { findIdle } from './find-idle.ts';
import { type JudgedStatement, judgeStatement, type PlainStatement } from './guard-losses.ts';
import type { ReferenceData } from './read-reference-data.ts';
import type { ReadStatement } from './read-repository.ts';
import { findUncountable } from './reference-readers.ts';

export interface DeploymentPlan {
  readonly document: PlanDocument;
  /** In the order of the document's steps. */
  readonly statements: readonly JudgedStatement[];
  /** Ids of those of which it is stored that they ran. */
  readonly once: ReadonlyMap<JudgedStatement, string>;
  readonly needless: SchemaPlan['needless'];
  readonly undeclared: SchemaPlan['undeclared'];
  readonly leftOut: SchemaPlan['leftOut'];
  readonly unknown: SchemaPlan['unknown'];
  readonly warnings: SchemaPlan['warnings'];
  /** Those of them about what is said to be harmless in vain. */
  readonly idle: SchemaPlan['warnings'];
  /** What was compared, and what brings the one to the other. */
  readonly compared: ComparedSchemas;
}

export interface ComparedSchemas {
  readonly live: Model;
  readonly target: Model;
  readonly steps: readonly SchemaStep[];
}

/** Compares the files with the database, which it only reads. Rejects with everything that is wrong with the files at once. */
export async function planDeployment(
  request: {
    readonly statements: readonly ReadStatement[];
    readonly referenceData: readonly Pick<ReferenceData, 'file' | 'table'>[];
    readonly deletions: readonly string[];
    /** See `plan-schema.ts`. */
    readonly ran?: ReadonlyMap<string, string>;
    /** Present where what can be put aside is, in place of being lost, for so many days. */
    readonly quarantineDays?: number | undefined;
    /** Beginnings of commands of which the user says that they lose no rows. */
    readonly harmless?: readonly string[];
  },
  database: Database,
  tables: LiveTables,
): Promise<DeploymentPlan> {
  const live = await readLive(database);
  const plan = planSchema({
    live: live.model,
    statements: request.statements,
    deletions: request.deletions,
    referenceTables: request.referenceData.map(({ table }) => table),
    database: database.name,
    write: database.change.write,
    ...(request.ran !== undefined && { ran: request.ran }),
  });
  const { harmless: said = [] } = request;
  const uncountable = findUncountable(request.referenceData, await database.read.schemaScript(), plan.steps);
  throwProblems([...plan.problems, ...findBadBeginnings(said), ...uncountable]);
  const steps = await markedSteps(plan, tables, database.read);
  throwProblems(steps.flatMap((step) => ('problem' in step ? [step.problem] : [])));
  const kept = steps.flatMap((step) => ('text' in step ? [step] : []));
  const plain = kept.map((step) => ({ step, statement: judge({ ...step, said }, tables) }));
  const asides = await chooseAsides(
    plain.map(({ statement }) => statement),
    request.quarantineDays,
    database.read,
  );
  const judged = plain.map(({ step, statement }) => {
    const { days, told } = asides.get(statement) ?? { told: '' };
    const aside = { ...step, said, quarantineDays: days };
    return { step, told, statement: days === undefined ? statement : judge(aside, tables) };
  });
  const document = planDocument({
    cluster: database.clusterHost,
    database: database.name,
    live: liveHash(live),
    steps: judged.map(({ step, statement, told }) => ({
      text: statement.text,
      class: classOf(statement.reading, statement.loss),
      reason: reasonOf(step, statement, told),
      object: showKey(step.key),
      ...(step.at !== undefined && { at: { ...step.at } }),
      ...(statement.quarantineDays !== undefined && { quarantineDays: statement.quarantineDays }),
      ...(statement.harmless?.kind === 'said' && { harmless: statement.harmless.by }),
    })),
  });
  const idle = findIdle(said, { statements: judged.map(({ statement }) => statement), files: request.statements });
  return {
    document,
    statements: judged.map(({ statement }) => statement),
    once: new Map(
      judged.flatMap(({ step, statement }) =>
        step.id === undefined || !isRecorded(statement.reading) ? [] : [[statement, step.id] as const],
      ),
    ),
    needless: plan.needless,
    undeclared: plan.undeclared,
    unknown: plan.unknown,
    warnings: [...plan.warnings, ...idle],
    idle,
    compared: { live: live.model, target: plan.target, steps: kept },
    leftOut: [...plan.leftOut, ...steps.flatMap((step) => ('left' in step ? [step.left] : []))],
  };
}

/** A plan that was made earlier, its statements judged by what is there now. */
export function approvedPlan(
  document: PlanDocument,
  tables: LiveTables,
): Pick<DeploymentPlan, 'document' | 'statements' | 'once' | 'needless'> {
  const ids = new Map(commandsInPlan(document).map(({ command, id }) => [command, id]));
  const once = new Map<JudgedStatement, string>();
  const statements = document.steps.map((step) => {
    const { text, at, quarantineDays, reason, harmless } = step;
    const said = harmless === undefined ? [] : [harmless];
    const statement = judge({ text, at: at && positionOf(at), quarantineDays, reason, said }, tables);
    const id = ids.get(step);
    if (id !== undefined) once.set(statement, id);
    return statement;
  });
  return { document, statements, once, needless: [] };
}

/** What the schema script will say once the commands of the plan ran, as far as it can be told. */
export async function modelAfterPlan({ steps }: PlanDocument, database: Database): Promise<Model> {
  const { model } = readLiveModel(await database.read.schemaScript(), database.name);
  return steps.reduce((after, { text }) => modelAfterAny(after, text, database.name), model);
}

/** Without a column that is given as undefined. */
export function positionOf({ file, line, column }: NonNullable<PlannedStep['at']>): SourcePosition {
  return { file, line, ...(column !== undefined && { column }) };
}

async function readLive({ read, name: database }: Database): Promise<LiveModel> {
  const [script, tables, externals] = await Promise.all([read.schemaScript(), read.tables(), read.externals()]);
  const times = new Map(tables.map(({ name, ingestionTime }) => [name, ingestionTime]));
  const { model, unread } = readLiveModel(script, database, times);
  return { model: withExternals(model, externals), unread };
}

/** Of the schema as it is now, by which a plan tells whether it is still for this database. */
export async function hashOfLive(database: Database): Promise<string> {
  return liveHash(await readLive(database));
}

function liveHash({ model, unread }: LiveModel): string {
  return sha256(JSON.stringify([modelHash(model), unread.toSorted()]));
}

function judge(
  { text, at, quarantineDays, reason, said }: Omit<PlainStatement, 'reading'>,
  tables: LiveTables,
): JudgedStatement {
  return judgeStatement({ text, at, reading: readStatement(text), quarantineDays, reason, said }, tables);
}

function reasonOf({ reason }: SchemaStep, { loss, harmless }: JudgedStatement, told: string): string {
  if (loss.kind === 'safe') return reason;
  return `${reason}; ${loss.what}${told}${saidWords(harmless, loss)}`;
}

function saidWords(harmless: JudgedStatement['harmless'], { kind }: Loss): string {
  if (harmless?.kind === 'said') return '; said to be harmless';
  return harmless?.kind === 'may-be-said' && kind === 'unclear'
    ? `; runs only where harmless names it: ${harmless.as}`
    : '';
}

type Marked = SchemaStep | { readonly left: SchemaPlan['leftOut'][number] } | { readonly problem: Problem };

/**
 * Inline rows get a tag, and are left out while the table still holds rows with it: a repository is deployed again and again, and its rows are to be there once. What empties or drops the table
 * before lets them in again, as does what emptied it in a deployment that stopped and has put rows of its own there. A table that holds rows which no inline command put there may hold these too, without their tag, after a restore for example; then nothing tells, which is a problem.
 */
async function markedSteps(
  { steps, ran }: Pick<SchemaPlan, 'steps' | 'ran'>,
  { tables }: LiveTables,
  read: DatabaseReader,
): Promise<readonly Marked[]> {
  const emptied = new Set<string>();
  const wasEmptied = new Set(ran.flatMap(({ reading }) => tablesEmptied(reading)));
  const times = new Map<string, number>();
  const marked: Marked[] = [];
  for (const step of steps) {
    const reading = readStatement(step.text);
    const table = step.kind === 'command' ? repeatableTarget(reading) : undefined;
    if (table === undefined || step.at === undefined) {
      if (step.kind === 'command') for (const name of tablesEmptied(reading)) emptied.add(name);
      marked.push(step);
      continue;
    }
    const time = (times.get(step.text) ?? 0) + 1;
    times.set(step.text, time);
    const mark = markOf(sha256(JSON.stringify([step.text, time])).slice(0, 32));
    const isEmpty = emptied.has(table) || !tables.has(table);
    const held = isEmpty ? 'nothing' : await heldRows(read, { table, mark, isOurs: wasEmptied.has(table) });
    marked.push(markedStep({ ...step, at: step.at }, { table, mark, held }));
  }
  return marked;
}

function markedStep(
  step: SchemaStep & { readonly at: SourcePosition },
  { table, mark, held }: { readonly table: string; readonly mark: string; readonly held: HeldRows },
): Marked {
  if (held === 'these') return { left: { at: step.at, why: `the rows are in ${table} already` } };
  if (held === 'untold') return { problem: mayBeThere(table, step.at) };
  return { ...step, text: markInline(step.text, readStatement(step.text), mark) };
}

/** `untold`: rows of which it cannot be told whether they are these. */
type HeldRows = 'these' | 'nothing' | 'others' | 'untold';

/** `isOurs`: all rows of the table came by commands of the files, each of which has its mark or is known to have run. */
async function heldRows(
  read: DatabaseReader,
  { table, mark, isOurs }: { readonly table: string; readonly mark: string; readonly isOurs: boolean },
): Promise<HeldRows> {
  const filled = (await read.rowsByExtent(table)).filter(({ rows }) => rows > 0n);
  if (filled.some(({ tags }) => tags.includes(mark))) return 'these';
  if (filled.length === 0) return 'nothing';
  return isOurs || filled.every(({ tags }) => isMarked(tags)) ? 'others' : 'untold';
}

function mayBeThere(table: string, at: SourcePosition): Problem {
  return {
    code: 'refused',
    summary: `${table} holds rows without a tag of this tool, and these inline rows may be among them.`,
    detail: 'A restore or another program put rows there, so adding these could double them. Nothing was changed.',
    next: `Put the rows of ${table} into a reference data file, or fill it with .set-or-replace. Or clear the table first.`,
    at,
  };
}
