import { z } from 'zod';
import type { Head } from './head.ts';
import { sortedJson } from './json.ts';

/** A policy that a command sets or deletes. */
export interface PolicyReading {
  /** `retention`, `caching`, `row_level_security`, …; spelled without the underscore of `row_order`. */
  readonly name: string;
  /** Soft-delete period as written, when the command states one that can be read. */
  readonly softDelete?: string;
  /** The recoverability of a retention policy in lower case, when the command states one: a word, or `unreadable`. */
  readonly recoverability?: string;
  /** What the update policies read, when they can be read. */
  readonly updateSources?: readonly UpdateSource[];
  /** The whole new value in one spelling: JSON by its meaning, words in lower case; absent when it is more than words and literals. */
  readonly value?: string;
  /** The word after the policy: `true`, `false`, `enable`, …; absent for a literal. */
  readonly switch?: string;
}

export interface UpdateSource {
  readonly table: string;
  /** `pattern`: `*` in the name stands for any text. */
  readonly kind: 'name' | 'pattern';
}

/** Reads what follows the word `policy`. */
export function readPolicy(head: Head): PolicyReading | undefined {
  const word = head.takeWord();
  if (word === undefined) return undefined;
  const name = word === 'row_order' ? 'roworder' : word;
  return { name, ...readValue(head), ...readDetails(name, head) };
}

function readDetails(name: string, head: Head): Omit<PolicyReading, 'name' | 'value'> {
  if (name === 'retention') return readRetention(head);
  if (name === 'update') return readUpdateSources(head);
  const following = head.peekWord();
  return following === undefined ? {} : { switch: following };
}

/** Leaves everything unread. */
function readValue(head: Head): Pick<PolicyReading, 'value'> {
  const place = head.place;
  const parts: string[] = [];
  while (!head.isAtEnd) {
    const literal = head.takeLiteral();
    const part = literal === undefined ? head.takeWord() : oneSpelling(literal);
    if (part === undefined) break;
    parts.push(part);
  }
  const isWhole = head.isAtEnd && parts.length > 0;
  head.returnTo(place);
  return isWhole ? { value: parts.join(' ') } : {};
}

function oneSpelling(literal: string): string {
  const value = parseObject(literal);
  return value === undefined ? JSON.stringify(literal) : sortedJson(value);
}

type RetentionReading = Pick<PolicyReading, 'softDelete' | 'recoverability'>;

function readRetention(head: Head): RetentionReading {
  const literal = head.takeLiteral();
  if (literal !== undefined) return { ...softDeleteOf(literal), ...recoverabilityOf(literal) };
  const before = takeRecoverability(head);
  if (!head.skip('softdelete') || !head.skipCharacter('=')) return before;
  const softDelete = head.takeLiteral() ?? head.takeRest('recoverability');
  const stated = { ...before, ...takeRecoverability(head) };
  return softDelete !== '' && head.isAtEnd ? { softDelete, ...stated } : stated;
}

function takeRecoverability(head: Head): Pick<PolicyReading, 'recoverability'> {
  if (!head.skip('recoverability')) return {};
  head.skipCharacter('=');
  return { recoverability: head.takeWord() ?? 'unreadable' };
}

function recoverabilityOf(json: string): Pick<PolicyReading, 'recoverability'> {
  const stated = Object.entries(parseObject(json) ?? {}).filter(([key]) => key.toLowerCase() === 'recoverability');
  const words = new Set(
    stated.map(([, value]: [string, unknown]) => (typeof value === 'string' ? value.toLowerCase() : 'unreadable')),
  );
  const [word] = words;
  if (word === undefined) return {};
  return { recoverability: words.size === 1 ? word : 'unreadable' };
}

function softDeleteOf(json: string): Pick<PolicyReading, 'softDelete'> {
  const [period, ...others] = Object.entries(parseObject(json) ?? {})
    .filter(([key]) => key.toLowerCase() === 'softdeleteperiod')
    .map(([, value]: [string, unknown]) => value);
  return typeof period === 'string' && others.length === 0 ? { softDelete: period } : {};
}

function parseObject(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch (error) {
    // What cannot be read has no period: the judgement refuses it.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const updatePolicies = z.array(
  z.looseObject({ Source: z.string(), SourceIsWildCard: z.union([z.boolean(), z.null()]).optional() }),
);

/** Source: https://learn.microsoft.com/kusto/management/update-policy#the-update-policy-object */
function readUpdateSources(head: Head): Pick<PolicyReading, 'updateSources'> {
  const literal = head.takeLiteral();
  if (literal === undefined) return {};
  if (literal.trim() === 'null') return { updateSources: [] };
  const policies = updatePolicies.safeParse(parseObject(literal));
  return policies.success ? { updateSources: policies.data.map(sourceOf) } : {};
}

function sourceOf({ Source, SourceIsWildCard }: z.infer<typeof updatePolicies>[number]): UpdateSource {
  return { table: Source, kind: SourceIsWildCard === true || Source.includes('*') ? 'pattern' : 'name' };
}
