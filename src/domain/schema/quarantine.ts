import type { StatementReading } from '../kql/statement-reading.ts';
import { isOwnTable } from '../names.ts';
import type { SwapFacts } from '../snapshot/swap-way.ts';

/**
 * How data is put aside in place of being lost, by a change of metadata that copies nothing: `rename` gives the tables other names, `move` moves all extents of
 * one table into another and leaves it empty.
 */
export type QuarantineWay = 'rename' | 'move';

/** How data leaves the tables reversibly, or why it cannot. */
export type ReversibleForm =
  | {
      readonly kind: 'reversible';
      readonly way: QuarantineWay;
      readonly tables: readonly string[];
      /** The query of the extents that are moved; absent where all are. */
      readonly extents?: string;
    }
  | { readonly kind: 'none'; readonly why: string };

/**
 * The reversible form of a command that loses data of `endangered`. Only for dropping tables, clearing them and dropping extents of one there is one that copies no row.
 * Sources: https://learn.microsoft.com/kusto/management/rename-table-command, https://learn.microsoft.com/kusto/management/move-extents
 */
export function reversibleForm(
  { reading, text }: { readonly reading: StatementReading; readonly text: string },
  endangered: readonly string[],
): ReversibleForm {
  const { verb, noun, action, entities, reach } = reading;
  const subjects = entities.filter(({ role }) => role === 'subject');
  const isPlain = reach === 'named' && subjects.every(({ kind, name }) => kind === 'table' && !isOwnTable(name));
  const isAll = endangered.length > 0 && endangered.every((table) => subjects.some(({ name }) => name === table));
  if (!isPlain || !isAll) return { kind: 'none', why: 'it is about more than tables that it names' };
  const isDrop = verb === 'drop' && (noun === 'table' || noun === 'tables') && (action === '' || action === 'ifexists');
  if (isDrop) return { kind: 'reversible', way: 'rename', tables: endangered };
  if (verb === 'clear' && noun === 'table' && action === 'data' && endangered.length === 1)
    return { kind: 'reversible', way: 'move', tables: endangered };
  const extents = queriedExtents.exec(text)?.[1];
  if (extents !== undefined && subjects.length === 1)
    return { kind: 'reversible', way: 'move', tables: endangered, extents };
  return { kind: 'none', why: 'it is none of the commands that have one without a copy of the rows' };
}

/** The same query can say which extents are moved. */
const queriedExtents = /^\s*\.drop\s+extents\s*<\|\s*(\.show\s+table\s.*)$/is;

/** What is to be known of a table before it is put aside. */
export interface QuarantineFacts extends SwapFacts {
  /** Names of continuous exports that follow it. */
  readonly exports: readonly string[];
  /** Whether it has a policy of its own by which it deletes itself. */
  readonly deletesItself: 'yes' | 'no';
}

/**
 * Clauses that say why a table cannot be put aside; empty where it can. What is bound to a table follows its identity or its name, and not always the same one: a view
 * or an export would see other rows, an update policy goes along with the table that it fills, and a row filter names the table by its old name.
 * Sources: https://learn.microsoft.com/kusto/management/update-policy, https://learn.microsoft.com/kusto/management/row-level-security-policy
 */
export function whyNoQuarantine(way: QuarantineWay, facts: QuarantineFacts): readonly string[] {
  const ofAll = [
    ...facts.views.map((view) => `the materialized view ${view} is made from it`),
    ...facts.exports.map((name) => `the continuous export ${name} follows it`),
    ...facts.hidden.map((why) => `${why}, and rows that are put aside could be read by everybody`),
    ...(facts.isMirrored === 'yes' ? ['it is mirrored to OneLake'] : []),
  ];
  if (way === 'move') return ofAll;
  return [
    ...ofAll,
    ...(facts.isFed === 'yes' ? ['an update policy fills it, and would go on under its other name'] : []),
    ...(facts.feeds.length > 0 ? [`update policies fill ${facts.feeds.join(', ')} from it`] : []),
    ...(facts.deletesItself === 'yes' ? ['it has an auto_delete policy of its own'] : []),
  ];
}

/** Clauses that say why rows that were moved away cannot be moved back into the table; empty where they can. */
export function whyNotMovedBack(facts: QuarantineFacts): readonly string[] {
  const fed =
    facts.feeds.length > 0
      ? [`update policies fill ${facts.feeds.join(', ')} from it, and would derive the rows once more`]
      : [];
  return [...fed, ...whyNoQuarantine('move', facts)];
}
