import type { Outcome } from '../domain/outcome.ts';
import type { QuarantinedTable, QuarantineRecord } from '../domain/quarantine-record.ts';
import { firstLine } from '../domain/redact.ts';
import { verdictOf } from '../domain/verdict.ts';
import type { QuarantineOffer } from '../procedures/choose-quarantine.ts';
import type { GoneTable } from '../procedures/judge-put-back.ts';
import type { Looked } from '../procedures/look.ts';
import type { RestorePlanTable } from '../procedures/plan-restore.ts';
import type { KeptQuarantine } from '../procedures/standing-quarantines.ts';
import type { Block } from '../report/blocks.ts';
import { showCount } from '../report/numbers.ts';
import type { VerbResult } from './command.ts';

/** What of the losses can be put aside, with cost and undo; empty where nothing is lost. */
export function offerBlocks(offers: Looked<readonly QuarantineOffer[]>): readonly Block[] {
  if ('problem' in offers)
    return [{ kind: 'sentence', text: `What could be put into quarantine is unknown: ${offers.problem.summary}` }];
  if (offers.value.length === 0) return [];
  const columns = ['Loses data', 'Quarantine', 'Cost', 'Undo'];
  return [{ kind: 'table', columns: columns.map((title) => ({ title })), rows: offers.value.map(offerRow) }];
}

function offerRow({ statement, way, tables, extents, why, undoWhy }: QuarantineOffer): readonly string[] {
  const command = firstLine(statement.text);
  if (way === undefined) return [command, `no reversible form: ${why.join('; ')}`, '', 'restore from the snapshot'];
  if (why.length > 0) return [command, `not possible: ${why.join('; ')}`, '', 'restore from the snapshot'];
  const days = statement.quarantineDays;
  const moves = extents === undefined ? 'the rows' : 'these extents';
  const form = way === 'rename' ? `renames ${tables.join(', ')}` : `moves ${moves} of ${tables.join(', ')} aside`;
  return [
    command,
    days === undefined ? `with coverage: quarantine: ${form}` : `for ${days} days: ${form}`,
    'no row is copied; the rows stay in storage',
    undoWhy.length === 0 ? 'restore with undo-quarantine' : `only once this is out of the way: ${undoWhy.join('; ')}`,
  ];
}

/** For the JSON document. */
export function offersData(offers: Looked<readonly QuarantineOffer[]>): unknown {
  if ('problem' in offers) return { unknown: offers.problem.summary };
  return offers.value.map(({ statement, tables, way, why, undoWhy }) => ({
    command: firstLine(statement.text),
    tables,
    ...(way !== undefined && { way }),
    ...(statement.quarantineDays !== undefined && { days: statement.quarantineDays }),
    why,
    ...(undoWhy.length > 0 && { undoWhy }),
  }));
}

/** What a deployment put aside, with the way back. */
export function putAsideBlocks(records: readonly QuarantineRecord[], byHand: ByHand): readonly Block[] {
  if (records.length === 0) return [];
  const columns = ['Quarantine', 'Table', 'Kept as', 'Rows', 'Until', 'Undo'];
  return [
    {
      kind: 'table',
      columns: columns.map((title) => ({ title })),
      rows: records.flatMap(({ id, tables, expiresAt }) =>
        tables.map(({ name, kept, rows }) => [id, name, kept, showCount(BigInt(rows)), expiresAt, undoOf(id)]),
      ),
    },
    ...records.map((record): Block => {
      const moved = record.way === 'move' ? [movedByHand] : [];
      const title = `Undo of quarantine ${record.id} by hand`;
      return { kind: 'fold', title, blocks: [...moved, codeOf(byHand(record))] };
    }),
  ];
}

const movedByHand: Block = {
  kind: 'sentence',
  text: 'Only where no update policy reads the table, since rows that are moved into it derive once more; where no restore has put rows into it since; and where its retention is longer than they are old. The undo asks for all of that first.',
};

function undoOf(id: string): string {
  return `kusto-rebuild restore --undo-quarantine ${id}`;
}

type ByHand = (record: QuarantineRecord) => readonly string[];

function codeOf(commands: readonly string[]): Block {
  return { kind: 'code', language: 'kusto', text: commands.join('\n\n') };
}

/** For the JSON document. */
export function putAsideData(records: readonly QuarantineRecord[], byHand: ByHand): unknown {
  return records.map((record) => ({
    id: record.id,
    way: record.way,
    expiresAt: record.expiresAt,
    tables: record.tables.map(({ name, kept, rows }) => ({ name, kept, rows })),
    byHand: byHand(record),
  }));
}

/** The result of `status`, which also lists what is in quarantine. */
export function withQuarantines(result: VerbResult, kept: readonly KeptQuarantine[] | undefined): VerbResult {
  if (kept === undefined) return result;
  const data = { ...result.data, quarantines: kept.map(keptData) };
  if (kept.length === 0) return { ...result, data };
  const columns = ['Quarantine', 'Table', 'Kept as', 'Rows', 'Until', 'State', 'Undo'];
  const table: Block = { kind: 'table', columns: columns.map((title) => ({ title })), rows: kept.map(keptRow) };
  return { ...result, report: [...result.report, table], data };
}

function keptRow({ id, table, kept, rows, expiresAt, state }: KeptQuarantine): readonly string[] {
  const until = expiresAt ?? (state === 'late' ? 'stays without an end' : 'unknown');
  if (state === 'missing') return [id, table, kept, '', until, stateWords[state], ''];
  const shown = rows === undefined ? 'unknown' : showCount(rows);
  return [id, table, kept, shown, until, stateWords[state], undoOf(id)];
}

const stateWords: Readonly<Record<KeptQuarantine['state'], string>> = {
  kept: 'kept',
  interrupted: 'not ended: run again what put it there',
  undoing: 'its undo is not ended: run it again',
  missing: 'gone before its time: somebody dropped it',
  late: 'put back, and aside again by a command that came late: undo it again',
  unknown: 'put back; whether rows are aside again is unknown',
};

function keptData({ rows, ...one }: KeptQuarantine): unknown {
  return { ...one, ...(rows !== undefined && { rows: String(rows) }) };
}

/** For the JSON document of a plan: what lies in quarantine of a table. */
export function quarantinedData({ quarantined = [] }: Pick<RestorePlanTable, 'quarantined'>): readonly unknown[] {
  return quarantined.map(keptData);
}

/** The result of an undo; `gone` is what could not come back. */
export function putBack(record: QuarantineRecord, when: 'now' | 'before', gone: readonly GoneTable[]): VerbResult {
  const names = namesBut(gone, record);
  const verdict = verdictOf(gone.map(({ problem }) => problem));
  return {
    verdict,
    outcomes: [
      ...names.map(
        (item): Outcome => ({
          kind: 'done',
          item,
          note: when === 'now' ? 'put back' : 'was put back before',
        }),
      ),
      ...gone.map(({ name, problem }): Outcome => ({ kind: 'failed', item: name, problem })),
    ],
    report: [
      { kind: 'heading', text: `Put back from quarantine ${record.id}: ${names.join(', ')}.` },
      ...gone.map(sentenceOf),
      {
        kind: 'next-step',
        text: 'Change the schema files before the next deployment, which does what they say once more. Where the last one did not end, the next one asks about the commands that ran in it.',
      },
    ],
    outputs: { verdict: verdict.kind, 'restored-tables': names.join(',') },
    data: { quarantine: record.id, tables: names },
  };
}

function putItBack(id: string): Block {
  return { kind: 'next-step', text: 'Run it without the dry run to put them back.', command: undoOf(id) };
}

function namesBut(gone: readonly GoneTable[], { tables }: QuarantineRecord): readonly string[] {
  return tables.map(({ name }) => name).filter((name) => !gone.some((one) => one.name === name));
}

function sentenceOf({ problem }: GoneTable): Block {
  return { kind: 'sentence', text: problem.summary };
}

/** What an undo would do; without commands nothing. `gone` is what could not come back. */
export function showPutBack(
  record: QuarantineRecord,
  commands: readonly string[],
  gone: readonly GoneTable[],
): VerbResult {
  const { id, way, tables } = record;
  const isBack = commands.length === 0;
  const names = namesBut(gone, record);
  const would = ({ name, kept }: QuarantinedTable): string => {
    if (!names.includes(name)) return 'is gone';
    if (isBack) return 'was put back before';
    return way === 'rename' ? `${kept} would be renamed to ${name}` : `the rows in ${kept} would be moved into ${name}`;
  };
  const what = isBack ? 'was put back before; nothing would be done' : 'would be put back';
  return {
    ...(gone.length > 0 && { verdict: verdictOf(gone.map(({ problem }) => problem)) }),
    outcomes: tables.map((table) => ({
      kind: 'not-attempted',
      item: table.name,
      note: `dry run: ${would(table)}`,
    })),
    report: [
      { kind: 'heading', text: `Quarantine ${id} ${what}. Nothing was changed.` },
      ...gone.map(sentenceOf),
      ...(isBack ? [] : [codeOf(commands), putItBack(id)]),
    ],
    outputs: { 'restored-tables': '' },
    data: { dryRun: true, quarantine: id, commands },
  };
}
