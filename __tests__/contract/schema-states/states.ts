import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { splitScript } from '../../../src/domain/kql/script.ts';
import { readStatement } from '../../../src/domain/kql/statement-kind.ts';
import { type LiveExternals, withExternals } from '../../../src/domain/schema/external-effects.ts';
import { readLiveModel } from '../../../src/domain/schema/live-model.ts';
import { differingFacets, facetsOf, type Model } from '../../../src/domain/schema/model.ts';
import { planSchema, type SchemaPlan, type WrittenStatement } from '../../../src/domain/schema/plan-schema.ts';
import type { Row } from '../../../src/gateways/kusto/body.ts';
import { writeEdit } from '../../../src/gateways/kusto/commands/schema-edits.ts';
import { exportOf, externalTableOf } from '../../../src/gateways/kusto/externals.ts';
import type { Talk } from '../local-cluster/talk.ts';

const home = fileURLToPath(new URL('../../fixtures/schema-states/', import.meta.url));

export interface State {
  readonly name: string;
  readonly statements: (database: string) => readonly WrittenStatement[];
}

export async function readStates(): Promise<readonly State[]> {
  const files = (await readdir(home)).filter((name) => name.endsWith('.kql')).sort();
  return Promise.all(files.map(async (name) => stateOf(name, await readFile(`${home}${name}`, 'utf8'))));
}

function stateOf(name: string, text: string): State {
  const statements = (database: string): readonly WrittenStatement[] => {
    const script = splitScript({ path: name, text: text.replaceAll('##DATABASE##', database) });
    if (script.problems.length > 0) throw new Error(JSON.stringify(script.problems));
    return script.statements.map((one) => ({ ...one, reading: readStatement(one.text) }));
  };
  return { name, statements };
}

export async function readModel(talk: Talk): Promise<Model> {
  const rows = await talk.command(
    `.show database ['${talk.database}'] schema as csl script with (IncludeEncodingPolicies=true, IncludeSecuritySettings=true, IncludeIngestionMappings=true)`,
  );
  const tables = await talk.command('.show tables');
  const times = await Promise.all(
    tables.map(async ([name]) => [String(name), await ingestionTimeOf(talk, String(name))] as const),
  );
  const { model, unread } = readLiveModel(
    rows.map(([text]) => String(text)),
    talk.database,
    new Map(times),
  );
  if (unread.length > 0) throw new Error(`not in the model: ${unread.join('\n')}`);
  return withExternals(model, await readExternals(talk));
}

async function rowsOf(talk: Talk, command: string): Promise<readonly Row[]> {
  const { columns, rows } = await talk.try(command);
  return rows.map((cells) => new Map(cells.map((cell, index) => [columns[index] ?? '', cell])));
}

async function readExternals(talk: Talk): Promise<LiveExternals> {
  const tables = await Promise.all(
    (await rowsOf(talk, '.show external tables')).map(async (row) =>
      externalTableOf(row, await rowsOf(talk, `.show external table ${row.get('TableName')} schema as json`)),
    ),
  );
  return { tables, exports: (await rowsOf(talk, '.show continuous-exports')).map(exportOf) };
}

/** What leads from the live database to a state and nothing else; what is not in the files is deleted. */
export async function planState(talk: Talk, state: State): Promise<SchemaPlan> {
  const { database } = talk;
  return planSchema({
    referenceTables: [],
    live: await readModel(talk),
    statements: state.statements(database),
    deletions: ['*', '*/*'],
    database,
    write: (edit) => writeEdit(edit, database),
  });
}

/** Brings a database to a state; nobody is revoked before who comes is seen. */
export async function bring(talk: Talk, state: State): Promise<SchemaPlan> {
  const plan = await planState(talk, state);
  if (plan.problems.length > 0) throw new Error(JSON.stringify(plan.problems));
  for (const { text } of plan.steps) await talk.command(text);
  if (!plan.leftOut.some(({ why }) => why.includes(' stay '))) return plan;
  for (const { text } of (await planState(talk, state)).steps) await talk.command(text);
  return plan;
}

/** Where two models differ, as lines. */
export function differences(expected: Model, seen: Model): readonly string[] {
  const keys = new Set([...expected.keys(), ...seen.keys()]);
  return [...keys].flatMap((key) => {
    const [one, other] = [facetsOf(expected, key), facetsOf(seen, key)];
    return differingFacets(one, other).map((facet) => `${key}/${facet}: ${one.get(facet)} | ${other.get(facet)}`);
  });
}

async function ingestionTimeOf(talk: Talk, table: string): Promise<'on' | 'off'> {
  const [row] = await talk.command(`.show table ['${table}'] policy ingestiontime`);
  return String(row?.[2]).includes('true') ? 'on' : 'off';
}
