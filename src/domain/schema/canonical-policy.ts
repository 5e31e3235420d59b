import type { Head } from '../kql/head.ts';
import { type Document, parseDocument, sortedJson } from '../kql/json.ts';
import { takeGiven } from './effect.ts';
import { mergeDocument, type PolicyVerb, spanOf } from './policy-document.ts';
import { isSameQuery } from './same-query.ts';

/** Policies that are written as JSON, each an object or a list of them. */
const documents = new Set([
  'retention',
  'update',
  'ingestionbatching',
  'merge',
  'sharding',
  'streamingingestion',
  'auto_delete',
  'extent_tags_retention',
  'partitioning',
  'managed_identity',
]);

/**
 * Reads what follows the name of a policy, up to the end, into its one spelling; `before` is the policy that is there, to which `.alter-merge` adds.
 * Undefined for what cannot be read; empty for a policy that says no more than none does.
 */
export function readPolicyValue(
  name: string,
  verb: PolicyVerb,
  head: Head,
  before: string | undefined,
): string | undefined {
  const value = readAny(name, verb, head, before);
  return value === undefined || !head.isAtEnd ? undefined : value;
}

function readAny(name: string, verb: PolicyVerb, head: Head, before: string | undefined): string | undefined {
  if (name === 'streamingingestion' && head.peekWord() !== undefined) return readSwitch(head);
  if (name === 'retention' && head.peekWord() !== undefined)
    return mergeDocument(name, verb, readRetentionWords(head), before);
  if (documents.has(name)) {
    const literal = head.takeLiteral();
    return literal === undefined ? undefined : mergeDocument(name, verb, parseDocument(literal), before);
  }
  if (verb !== 'alter') return undefined;
  if (name === 'caching') return readCaching(head);
  if (name === 'row_level_security') return readRowLevelSecurity(head, before);
  if (name === 'ingestiontime') return readFlag(head);
  if (name === 'restricted_view_access') return readFlag(head, 'false');
  return name === 'roworder' ? readRowOrder(head) : undefined;
}

function readRetentionWords(head: Head): Document | undefined {
  const found: Document = {};
  while (!head.isAtEnd) {
    if (head.skip('softdelete') && head.skipCharacter('=')) {
      found.SoftDeletePeriod = head.takeLiteral() ?? head.takeRest('recoverability');
    } else if (head.skip('recoverability') && head.skipCharacter('=')) {
      const word = head.takeWord();
      if (word !== 'disabled' && word !== 'enabled') return undefined;
      found.Recoverability = word === 'disabled' ? 'Disabled' : 'Enabled';
    } else return undefined;
  }
  return found;
}

/** Source: https://learn.microsoft.com/kusto/management/cache-policy */
function readCaching(head: Head): string | undefined {
  const found: Document = {};
  const windows: string[] = [];
  do {
    const word = head.takeWord();
    if (word === undefined || !head.skipCharacter('=')) return undefined;
    const text = takeUpToComma(head);
    const span = /^\d+$/.test(text) ? undefined : spanOf(text);
    if (word === 'hot_window') windows.push(text);
    else if (span === undefined) return undefined;
    else found[word] = span;
  } while (head.skipCharacter(','));
  if (found.hotdata !== undefined && found.hotdata === found.hotindex) {
    return sortedJson({ hot: found.hotdata, ...(windows.length > 0 && { windows: windows.sort() }) });
  }
  return sortedJson({ ...found, ...(windows.length > 0 && { windows: windows.sort() }) });
}

function takeUpToComma(head: Head): string {
  const literal = head.takeLiteral();
  if (literal !== undefined) return literal;
  return head.takeUntilOneOf(',');
}

function readSwitch(head: Head): string | undefined {
  const word = head.takeWord() ?? '';
  if (word === 'enable' || word === 'true') return '{"IsEnabled":true}';
  return word === 'disable' || word === 'false' ? '{"IsEnabled":false}' : undefined;
}

/** Empty for what holds without the policy, where that is known. */
function readFlag(head: Head, standard?: 'true' | 'false'): string | undefined {
  const word = head.takeWord();
  if (word !== 'true' && word !== 'false') return undefined;
  return word === standard ? '' : word;
}

/**
 * The permission for views is kept for a command that has to run; the service does not show it, so that it alone makes no difference.
 * Source: https://learn.microsoft.com/kusto/management/alter-table-row-level-security-policy-command
 */
function readRowLevelSecurity(head: Head, before: string | undefined): string | undefined {
  const word = head.takeWord();
  if (word !== 'enable' && word !== 'disable') return undefined;
  const given = takeGiven(head);
  const query = head.takeLiteral() ?? head.takeRest();
  if (given === undefined || query === '') return undefined;
  if ([...given.keys()].some((name) => name !== 'allowmaterializedviewswithoutrowlevelsecurity')) return undefined;
  const allows = given.get('allowmaterializedviewswithoutrowlevelsecurity')?.toLowerCase() === 'true';
  const policy = { IsEnabled: word === 'enable', Query: query.replaceAll('\r\n', '\n').trim() };
  const value = sortedJson({ ...policy, ...(allows && { AllowMaterializedViewsWithoutRowLevelSecurity: true }) });
  return before !== undefined && isSameSecurity(before, value) ? before : value;
}

/** Whether two values of the policy hide the same rows. */
export function isSameSecurity(one: string, other: string): boolean {
  const [a, b] = [JSON.parse(one), JSON.parse(other)] as readonly Document[];
  return a?.IsEnabled === b?.IsEnabled && isSameQuery(String(a?.Query), String(b?.Query));
}

/** Source: https://learn.microsoft.com/kusto/management/alter-table-row-order-policy-command */
function readRowOrder(head: Head): string | undefined {
  if (!head.skipCharacter('(')) return undefined;
  const columns: Document[] = [];
  do {
    const name = head.takeName();
    if (name === undefined) return undefined;
    const isDescending = head.skip('desc');
    if (!isDescending) head.skip('asc');
    columns.push({ ColumnName: name.name, IsAscending: !isDescending });
  } while (head.skipCharacter(','));
  return head.skipCharacter(')') ? sortedJson(columns) : undefined;
}
