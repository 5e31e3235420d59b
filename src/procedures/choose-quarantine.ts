import { quarantineFacts } from '../domain/kql/quarantine-facts.ts';
import type { Problem } from '../domain/problem.ts';
import {
  type QuarantineFacts,
  type QuarantineWay,
  reversibleForm,
  whyNoQuarantine,
  whyNotMovedBack,
} from '../domain/schema/quarantine.ts';
import type { DatabaseReader } from '../ports/database.ts';
import type { JudgedStatement, LossGuard, LossRequest } from './guard-losses.ts';
import { follows } from './plan-exports.ts';

/** The reversible form of a command that loses data, and what is in its way; each is a clause. */
export interface QuarantineOffer {
  readonly statement: JudgedStatement;
  readonly tables: readonly string[];
  /** Absent where there is no such form, of which `why` tells. */
  readonly way?: QuarantineWay;
  /** The query of the extents that are moved; absent where all are. */
  readonly extents?: string;
  /** Empty where the command can run in this form. */
  readonly why: readonly string[];
  /** What would be in the way of an undo, where the command can run in this form. */
  readonly undoWhy: readonly string[];
}

/** What can be put into quarantine of that which the statements lose, in their order. Only reads; rejects where something cannot be read. */
export async function offerQuarantine(
  statements: readonly JudgedStatement[],
  read: DatabaseReader,
): Promise<readonly QuarantineOffer[]> {
  const losing = statements.flatMap((statement) => {
    const { loss } = statement;
    return loss.kind === 'loses-data' ? [{ statement, loss, form: reversibleForm(statement, loss.tables) }] : [];
  });
  const named = losing.flatMap(({ form }) => (form.kind === 'none' ? [] : form.tables));
  const facts = named.length === 0 ? new Map<string, QuarantineFacts>() : await readFacts(named, read);
  return losing.map(({ statement, loss, form }): QuarantineOffer => {
    if (form.kind === 'none') return { statement, tables: loss.tables, why: [form.why], undoWhy: [] };
    const { way, tables, extents } = form;
    const own = new Map([...facts].filter(([table]) => tables.includes(table)));
    const why = clauses(own, (one) => whyNoQuarantine(way, one));
    const undoWhy = way === 'rename' || why.length > 0 ? [] : clauses(own, whyNotMovedBack);
    return { statement, tables, way, ...(extents !== undefined && { extents }), why, undoWhy };
  });
}

/** For how many days each statement is put aside, or why it is not, as the end of a sentence. Without days nothing is. */
export async function chooseAsides(
  statements: readonly JudgedStatement[],
  days: number | undefined,
  read: DatabaseReader,
): Promise<ReadonlyMap<JudgedStatement, { readonly days?: number; readonly told: string }>> {
  const offers = days === undefined ? [] : await offerQuarantine(statements, read);
  return new Map(
    offers.map(({ statement, why }) => [
      statement,
      why.length > 0 || days === undefined
        ? { told: `; no quarantine, so a snapshot has to cover it: ${why.join('; ')}` }
        : { days, told: `; put into quarantine for ${days} days` },
    ]),
  );
}

/** What is in the way of putting these tables aside at this moment, as clauses; empty for nothing. */
export async function findInTheWay(
  { way, tables }: { readonly way: QuarantineWay; readonly tables: readonly string[] },
  read: DatabaseReader,
): Promise<readonly string[]> {
  return clauses(await readFacts(tables, read), (one) => whyNoQuarantine(way, one));
}

function clauses(
  facts: ReadonlyMap<string, QuarantineFacts>,
  judge: (facts: QuarantineFacts) => readonly string[],
): readonly string[] {
  return [...facts].flatMap(([table, one]) => judge(one).map((why) => `${table}: ${why}`));
}

/** By table, as they are at this moment. */
export async function readFacts(
  tables: readonly string[],
  read: DatabaseReader,
): Promise<ReadonlyMap<string, QuarantineFacts>> {
  const [script, exports, ids] = await Promise.all([read.schemaScript(), read.continuousExports(), read.tableIds()]);
  const factsOf = quarantineFacts(script, [...ids.keys()]);
  const exportsOf = (table: string) => exports.filter((one) => follows(one, table)).map(({ name }) => name);
  return new Map(tables.map((table) => [table, { ...factsOf(table), exports: exportsOf(table) }]));
}

/** Lets through what is put into quarantine in place of being lost, as long as nothing is in the way of that; everything else is for the other guard. */
export function guardQuarantine(guard: LossGuard, read: DatabaseReader): LossGuard {
  return {
    ...guard,
    async check(request, onArrivals) {
      const { quarantine } = request;
      if (quarantine === undefined) return guard.check(request, onArrivals);
      const why = await findInTheWay(quarantine, read);
      return why.length === 0 ? undefined : cannotBePutAside(request, why);
    },
  };
}

function cannotBePutAside({ loss, at }: LossRequest, why: readonly string[]): Problem {
  return {
    code: 'refused',
    summary: `${loss.kind === 'safe' ? 'This' : loss.what}: it cannot be put into quarantine.`,
    detail: why.join('; '),
    next: 'Make the plan anew: it asks for a snapshot where nothing can be put into quarantine.',
    ...(at !== undefined && { at }),
  };
}
