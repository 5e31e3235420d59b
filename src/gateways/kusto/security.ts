import { z } from 'zod';
import { type Problem, problemError } from '../../domain/problem.ts';
import type { DatabaseSecurity, RowSecurity } from '../../ports/database-security.ts';
import type { KustoClient } from './client.ts';
import * as commands from './commands/row-security.ts';
import { isTrue, optionalOf, singleRow, textOf } from './rows.ts';

const policyDocument = z.object({ IsEnabled: z.boolean(), Query: z.string() });

export function security(client: KustoClient): DatabaseSecurity {
  return {
    async principal() {
      const who = textOf(singleRow(await client.query(commands.readPrincipal), 'current_principal()'), 'who');
      if (!commands.isNamed(who)) throw problemError(notNamed(who));
      const answer = singleRow(await client.query(commands.askMembership(who)), 'whether policies admit this identity');
      if (!isTrue(optionalOf(answer, 'isMember'))) throw problemError(notAdmitted(who));
      return who;
    },
    async rowSecurity(table) {
      const shown = singleRow(
        await client.show(commands.showRowSecurity(table)),
        `the row level security policy of ${table}`,
      );
      return readRowSecurity(table, optionalOf(shown, 'Policy'));
    },
    closing: (table) => commands.admit(table, 'nobody'),
    admit: async (table, admitted) => void (await client.change(commands.admit(table, admitted))),
  };
}

function readRowSecurity(table: string, policy: unknown): RowSecurity {
  if (policy === undefined || policy === '' || policy === 'null') return { kind: 'none' };
  const read = policyDocument.safeParse(typeof policy === 'string' ? parsed(policy) : policy);
  if (!read.success) throw problemError(unreadable(table));
  const { IsEnabled, Query } = read.data;
  return IsEnabled ? (commands.readAdmitting(Query) ?? { kind: 'other' }) : { kind: 'none' };
}

/** Undefined for a text that is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const next = 'Sign in as a user or an application of Microsoft Entra, or leave tables with row level security out.';

function notNamed(who: string): Problem {
  return {
    code: 'refused',
    summary:
      'The cluster does not name who runs this as a user or an application, so that no policy could admit only them.',
    detail: `current_principal() is ${who === '' ? 'empty' : who}`,
    next,
  };
}

function notAdmitted(who: string): Problem {
  return {
    code: 'refused',
    summary: `A row level security policy for ${who} would not admit who runs this.`,
    detail: `current_principal_is_member_of('${who}') is not true`,
    next,
  };
}

function unreadable(table: string): Problem {
  return { code: 'unknown', summary: `The row level security policy of ${table} cannot be read.` };
}
