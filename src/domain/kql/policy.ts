import { z } from 'zod';
import type { Head } from './head.ts';

/** A policy that a command sets or deletes. */
export interface PolicyReading {
  /** `retention`, `caching`, `row_level_security`, …; spelled without the underscore of `row_order`. */
  readonly name: string;
  /** Soft-delete period as written, when the command states one that can be read. */
  readonly softDelete?: string;
  /** Tables that the update policies read, when they can be read. */
  readonly updateSources?: readonly string[];
  /** The word after the policy: `true`, `false`, `enable`, …; absent for a literal. */
  readonly switch?: string;
}

/** Reads what follows the word `policy`. */
export function readPolicy(head: Head): PolicyReading | undefined {
  const word = head.takeWord();
  if (word === undefined) return undefined;
  const name = word === 'row_order' ? 'roworder' : word;
  if (name === 'retention') return { name, ...readSoftDelete(head) };
  if (name === 'update') return { name, ...readUpdateSources(head) };
  const following = head.peekWord();
  return following === undefined ? { name } : { name, switch: following };
}

function readSoftDelete(head: Head): Pick<PolicyReading, 'softDelete'> {
  const literal = head.takeLiteral();
  if (literal !== undefined) return softDeleteOf(literal);
  skipRecoverability(head);
  if (!head.skip('softdelete') || !head.skipCharacter('=')) return {};
  const softDelete = head.takeLiteral() ?? head.takeRest('recoverability');
  skipRecoverability(head);
  return softDelete !== '' && head.isAtEnd ? { softDelete } : {};
}

function skipRecoverability(head: Head): void {
  if (!head.skip('recoverability')) return;
  head.skipCharacter('=');
  head.takeWord();
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

const updatePolicies = z.array(z.looseObject({ Source: z.string() }));

/** Source: https://learn.microsoft.com/kusto/management/update-policy#the-update-policy-object */
function readUpdateSources(head: Head): { readonly updateSources?: readonly string[] } {
  const literal = head.takeLiteral();
  if (literal === undefined) return {};
  const policies = updatePolicies.safeParse(parseObject(literal));
  return policies.success ? { updateSources: policies.data.map(({ Source }) => Source) } : {};
}
