import type { Statement } from '../kql/script.ts';
import type { StatementReading } from '../kql/statement-reading.ts';
import { isOwnTable } from '../names.ts';
import type { Problem, SourcePosition } from '../problem.ts';
import { type Beside, findBeside, stillBeside } from './beside.ts';
import { type Contribution, changesOf } from './changes.ts';
import { identifyCommands } from './command-id.ts';
import { applyDeletions, findBadDeletions, type Undeclared } from './deletions.ts';
import { findDoubtfulRows } from './doubtful-rows.ts';
import type { WriteEdit } from './edit.ts';
import { applyTo, modelAfter, readEffects } from './effects.ts';
import { findUncompared } from './external-effects.ts';
import { findChangingCalls } from './lint.ts';
import { findMissing, findMissingTargets } from './missing.ts';
import { type Facets, facetsOf, keyOf, type Model, type ObjectKey, partsOf } from './model.ts';
import { orderChanges } from './order.ts';
import { holdRevokes } from './principals.ts';
import { tablesEmptied } from './repeatable.ts';
import { findUnknownCommands } from './unknown-commands.ts';
import { findUnknownTypes } from './unknown-types.ts';
import { findUnmet } from './unmet.ts';
import { tablesOf, usedBy } from './used-by.ts';
import { findDroppedInUse, ownersByFunction } from './uses.ts';

export interface WrittenStatement extends Statement {
  readonly reading: StatementReading;
}

/** One command to run. */
export interface SchemaStep {
  /** `change` brings an object to what the files say of it; `command` does something, and runs as it is written. */
  readonly kind: 'change' | 'command';
  readonly text: string;
  readonly reason: string;
  /** Of a command: see `command-id.ts`. */
  readonly id?: string;
  /** Of what is changed; absent for a command. */
  readonly key?: ObjectKey;
  /** Absent for what stands in no file. */
  readonly at?: SourcePosition;
}

export interface SchemaWarning {
  readonly text: string;
  /** Absent for what stands in no file. */
  readonly at?: SourcePosition;
}

export interface SchemaPlan {
  readonly steps: readonly SchemaStep[];
  /** What the model is after all steps, as far as it can be told. */
  readonly target: Model;
  /** In the database and not in the files; left alone. */
  readonly undeclared: readonly Undeclared[];
  /** Commands of the files that are left out, since they would change nothing or only read. */
  readonly leftOut: readonly { readonly at: SourcePosition; readonly why: string }[];
  /** Of those left out, the commands that ran before. */
  readonly ran: readonly WrittenStatement[];
  /** Of those left out, the ids of commands whose outcome is there. */
  readonly needless: readonly string[];
  /** What of the files cannot be compared with the database, and is left as it is there. */
  readonly unknown: readonly { readonly text: string; readonly at: SourcePosition }[];
  /** What is likely not meant, and stops nothing. */
  readonly warnings: readonly SchemaWarning[];
  readonly problems: readonly Problem[];
}

export interface SchemaRequest {
  readonly live: Model;
  /** In the order of the files. */
  readonly statements: readonly WrittenStatement[];
  /** What may be deleted: see `deletions.ts`. */
  readonly deletions: readonly string[];
  /** Tables that reference data goes into. */
  readonly referenceTables: readonly string[];
  readonly database: string;
  readonly write: WriteEdit;
  /** When commands that do something ran already, by their ids: they are counted as done, and do not run. */
  readonly ran?: ReadonlyMap<string, string>;
}

/**
 * What has to run so that the database is what the files say, and no more. The files are followed command by command from what is there;
 * commands that say how something is to be count by what they come to together, so that one which a later one takes back never runs.
 * A command that does something (fills, empties, drops or renames a table, or is not known) runs in its place between the others.
 */
export function planSchema(request: SchemaRequest): SchemaPlan {
  const planner = new Planner(request);
  for (const [place, statement] of request.statements.entries()) planner.accept(statement, place);
  return planner.finish();
}

class Planner {
  readonly #request: SchemaRequest;
  readonly #steps: SchemaStep[] = [];
  readonly #leftOut: SchemaPlan['leftOut'][number][] = [];
  readonly #problems: Problem[] = [];
  /** The model after the steps so far. */
  #reached: Model;
  #wanted: Map<ObjectKey, Facets>;
  /** What the files alone come to. */
  #declared = new Map<ObjectKey, Facets>();
  #pending: Contribution[] = [];
  #all: Contribution[] = [];
  readonly #beside: Beside[] = [];
  readonly #idOf = identifyCommands();
  readonly #ran: WrittenStatement[] = [];
  readonly #needless: string[] = [];
  /** The commands that will run and empty tables, by those. */
  readonly #emptied = new Map<string, WrittenStatement>();
  #reach: 'named' | 'open' = 'named';
  /** The first command whose subjects cannot be told. */
  #open: WrittenStatement | undefined;
  /** Tables that the files name. */
  readonly #used = new Set<ObjectKey>();

  constructor(request: SchemaRequest) {
    this.#request = request;
    this.#reached = request.live;
    this.#wanted = new Map(request.live);
    for (const name of request.referenceTables) this.#used.add(keyOf('table', name));
  }

  accept(statement: WrittenStatement, place: number): void {
    const { reading, text } = statement;
    for (const key of tablesOf(reading)) this.#used.add(key);
    const effects = readEffects(text, reading, this.#request.database);
    if (effects === undefined) {
      this.#runAsWritten(statement);
      return;
    }
    const contribution = { statement, effects, place };
    this.#pending.push(contribution);
    this.#all.push(contribution);
    this.#beside.push(...findBeside(this.#wanted, contribution));
    applyTo(this.#wanted, effects);
    applyTo(this.#declared, effects);
  }

  /** What the command came to is in the database already. */
  #noteRan(statement: WrittenStatement): void {
    const { reading } = statement;
    this.#ran.push(statement);
    const emptying = reading.entities.map(({ name }) => this.#emptied.get(name)).find((one) => one !== undefined);
    if (emptying !== undefined) this.#problems.push(emptiesWhatRan(emptying, statement));
    const removes = reading.verb === 'drop' || reading.verb === 'rename';
    for (const key of tablesOf(reading)) {
      const there = this.#request.live.get(key);
      if (there === undefined && removes) this.#wanted.delete(key);
      if (there !== undefined && (removes || !facetsOf(this.#wanted, key).has('object'))) this.#wanted.set(key, there);
    }
  }

  #runAsWritten(statement: WrittenStatement): void {
    const { text, at, reading } = statement;
    const id = this.#idOf(statement);
    const ranAt = this.#request.ran?.get(id);
    if (ranAt !== undefined) {
      this.#leftOut.push({ at, why: `it ran at ${ranAt} in a deployment that did not end` });
      this.#declared = new Map(modelAfter(this.#declared, reading));
      this.#noteRan(statement);
      return;
    }
    const why = this.#reach === 'open' ? undefined : whyNeedless(reading, this.#wanted);
    this.#declared = new Map(modelAfter(this.#declared, reading));
    if (why !== undefined) {
      this.#leftOut.push({ at, why });
      this.#needless.push(id);
      return;
    }
    if (this.#reach === 'named') this.#problems.push(...findMissingTargets(this.#wanted, statement));
    this.#flush();
    this.#steps.push({ kind: 'command', id, text, at, reason: 'it stands in the files' });
    for (const name of tablesEmptied(reading)) this.#emptied.set(name, statement);
    if (reading.reach === 'open') {
      this.#reach = 'open';
      this.#open ??= statement;
    }
    this.#reached = modelAfter(this.#reached, reading);
    this.#wanted = new Map(modelAfter(this.#wanted, reading));
  }

  /** Takes into the steps what was wanted since the last command; what is said of a table that nobody has made yet waits. */
  #flush(): void {
    const unmade = [...this.#wanted.keys()].filter((key) => !facetsOf(this.#wanted, key).has('object'));
    const wanted = new Map(this.#wanted);
    for (const key of unmade) {
      const before = this.#reached.get(key);
      if (before === undefined) wanted.delete(key);
      else wanted.set(key, before);
    }
    for (const key of wanted.keys()) this.#holdRevokes(key, wanted);
    const changes = changesOf(this.#reached, wanted, this.#pending, this.#request.write);
    const ordered = orderChanges(changes, this.#reached, wanted);
    this.#problems.push(...ordered.problems);
    for (const { key, text, reason, at } of ordered.changes)
      this.#steps.push({ kind: 'change', key, text, reason, ...(at !== undefined && { at }) });
    this.#reached = wanted;
    this.#pending = this.#pending.filter(({ effects }) => effects.some(({ key }) => unmade.includes(key)));
  }

  /** A function that exists decides, when it is another, which rows the tables get whose update policies run it. */
  #stepsWithUsers(): readonly SchemaStep[] {
    const filled = ownersByFunction(this.#reached, 'update');
    return this.#steps.map((step) => {
      const { key } = step;
      const tables = key?.startsWith('function:') ? filled.get(partsOf(key).name) : undefined;
      if (key === undefined || tables === undefined || !facetsOf(this.#request.live, key).has('object')) return step;
      return { ...step, reason: `${step.reason}; update policies of ${tables.join(', ')} run it` };
    });
  }

  #holdRevokes(key: ObjectKey, wanted: Map<ObjectKey, Facets>): void {
    const { facets, held } = holdRevokes(
      facetsOf(this.#request.live, key),
      facetsOf(this.#reached, key),
      facetsOf(wanted, key),
    );
    if (held.length === 0) return;
    wanted.set(key, facets);
    for (const { role, unseen, stays } of held) {
      const at = this.#all.findLast(
        ({ statement, effects }) => statement.reading.action === role && effects.some((effect) => effect.key === key),
      )?.statement.at;
      const why = `${stays.join(', ')} stay ${role} of ${showKey(key)}: ${unseen.join(', ')} may be one of them under another name. Deploy again once they are seen in the database, and name them as it does`;
      if (at !== undefined && !this.#leftOut.some((one) => one.why === why)) this.#leftOut.push({ at, why });
    }
  }

  finish(): SchemaPlan {
    const used = new Set([...this.#used, ...usedBy(this.#declared, this.#wanted)]);
    this.#problems.push(...findUnknownTypes(this.#request.statements));
    this.#problems.push(...findDoubtfulRows(this.#request.statements, this.#request.database));
    this.#problems.push(...findBadDeletions(this.#request.deletions));
    const deleted = applyDeletions(this.#wanted, this.#declared, this.#request.deletions, used);
    const { wanted, undeclared } = deleted;
    const warnings = [
      ...findUnknownCommands(this.#request.statements),
      ...warningsOf(deleted),
      ...findUnmet(this.#declared, this.#wanted, this.#all),
      ...findChangingCalls(this.#request.statements, wanted),
    ];
    if (this.#open !== undefined && deleted.byPattern.length > 0)
      this.#problems.push(deletesUnseen(this.#open, deleted.byPattern));
    this.#wanted = new Map(wanted);
    this.#flush();
    if (this.#reach === 'named') this.#problems.push(...findMissing(this.#request.live, this.#wanted, this.#all));
    this.#problems.push(...stillBeside(this.#beside, this.#wanted));
    this.#problems.push(...findDroppedInUse(this.#request.live, this.#wanted, this.#all));
    return {
      steps: this.#stepsWithUsers(),
      target: this.#reached,
      undeclared,
      leftOut: this.#leftOut,
      ran: this.#ran,
      needless: this.#needless,
      unknown: findUncompared(this.#request.live, this.#wanted, this.#all),
      warnings,
      problems: this.#problems,
    };
  }
}

function warningsOf({ idle, inUse }: ReturnType<typeof applyDeletions>): readonly SchemaWarning[] {
  return [
    ...idle.map((text) => ({ text: `The deletion ${text} names nothing that is there and not in the files.` })),
    ...inUse.map((key) => ({ text: `${key} stays although a deletion names it: the files use it.` })),
  ];
}

/** A command that cannot be read may fill any table. */
function deletesUnseen({ at }: WrittenStatement, tables: readonly ObjectKey[]): Problem {
  return {
    code: 'refused',
    summary: `A deletion with * would delete tables while it cannot be told which tables this command is about.`,
    detail: `It would delete ${tables.join(', ')}.`,
    next: 'Name each table to delete, or write the command as commands on named tables.',
    at,
  };
}

/** What ran is not run again, so what it did would be gone. */
function emptiesWhatRan({ at, text }: WrittenStatement, ran: WrittenStatement): Problem {
  return {
    code: 'refused',
    summary: `${text.split('\n')[0]} would take back what ${ran.at.file}:${ran.at.line} did, which ran in a deployment that did not end.`,
    detail: `It was not run by that deployment, and ${ran.text.split('\n')[0]} after it is not run again.`,
    next: 'Deploy with resume anew, which runs all commands again, or move it behind the other.',
    at,
  };
}

/** Why a command that does something need not run; undefined when it has to. */
function whyNeedless(reading: StatementReading, model: Model): string | undefined {
  const { verb, noun, action, entities } = reading;
  if (verb === 'show') return 'it only reads';
  const isTableDrop = verb === 'drop' && noun.startsWith('table') && (action === '' || action === 'ifexists');
  if (!isTableDrop || entities.length === 0 || entities.some(({ database }) => database !== undefined))
    return undefined;
  // The tool's own tables are not in the model; whether one may be dropped is for the guard to say.
  const isGone = entities.every(({ name }) => !isOwnTable(name) && !facetsOf(model, `table:${name}`).has('object'));
  return isGone ? 'the table is not there' : undefined;
}

/** How a step is shown: the object it is about, or nothing. */
export function showKey(key: ObjectKey | undefined): string {
  if (key === undefined) return '';
  const { kind, name } = partsOf(key);
  return kind === 'database' ? 'database' : `${kind} ${name}`;
}
