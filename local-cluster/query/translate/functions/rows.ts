import { nameOf } from '../../syntax.ts';
import { quote, quoteText, type RowFact } from '../relation.ts';
import type { Call, FunctionRule, FunctionTable } from '../rule.ts';
import { unsupported, wrong } from '../scope.ts';

/** Where the rows come from; an operator that mixes rows has dropped it. */
function sourceOf(call: Call): { readonly table: string; readonly ingestionTimePolicy: boolean } {
  const source = call.scope.row?.source;
  if (source === undefined) throw unsupported('use of a row function away from its table', `${call.name}()`);
  return source;
}

const fact =
  (name: RowFact): FunctionRule =>
  (call) => {
    sourceOf(call);
    return `t.${quote(name)}`;
  };

/** A cursor is a text known before the query runs. */
function cursorText(call: Call): string {
  const [argument] = call.args;
  if (argument?.value !== undefined && argument.type === 'string' && argument.kind !== 'NameReference')
    return argument.value;
  const binding = argument === undefined ? undefined : call.scope.names.get(nameOf(argument));
  if (binding?.kind === 'scalar' && binding.text !== undefined) return binding.text;
  if (argument !== undefined && /^(?:cursor_current|current_cursor)\s*\(\s*\)$/.test(argument.text))
    return call.into.catalog.currentCursor;
  throw unsupported(`argument of ${call.name}()`, 'not a constant');
}

/**
 * `'<='` before or at the cursor, `'>'` after it. A row without a stamp, or whose stamp is not assigned yet, is neither.
 * Source: https://learn.microsoft.com/kusto/management/database-cursor
 */
const compared =
  (symbol: '<=' | '>'): FunctionRule =>
  (call) => {
    const { table, ingestionTimePolicy } = sourceOf(call);
    if (!ingestionTimePolicy)
      throw wrong(`${call.name}() needs the IngestionTime policy, which is not enabled on table ${table}`);
    const text = cursorText(call);
    const cursor = call.into.catalog.parseCursor(text);
    const stamp = `t.${quote('$cursor')}`;
    const assigned = `${stamp} <= ${call.into.catalog.assignedCursor}`;
    if (text === '') return symbol === '>' ? `coalesce(${assigned}, FALSE)` : 'FALSE';
    if (cursor === undefined)
      throw wrong(`${quoteText(text)} is not a cursor of database ${call.into.catalog.database}`);
    return `coalesce(${assigned} AND ${stamp} ${symbol} ${cursor}, FALSE)`;
  };

const current: FunctionRule = (call) => quoteText(call.into.catalog.currentCursor);

/** Functions that tell where and when a row was ingested. */
export const rows: FunctionTable = {
  ingestion_time: fact('$ingestion-time'),
  extent_id: fact('$extent-id'),
  extent_tags: fact('$extent-tags'),
  cursor_after: compared('>'),
  cursor_before_or_at: compared('<='),
  current_database: (call) => quoteText(call.into.catalog.database),
  cursor_current: current,
  current_cursor: current,
};
