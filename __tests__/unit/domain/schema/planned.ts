import { splitScript } from '../../../../src/domain/kql/script.ts';
import { readStatement } from '../../../../src/domain/kql/statement-kind.ts';
import { readLiveModel } from '../../../../src/domain/schema/live-model.ts';
import { planSchema, type SchemaPlan } from '../../../../src/domain/schema/plan-schema.ts';
import { writeEdit } from '../../../../src/gateways/kusto/commands/schema-edits.ts';

/** The plan of one file against a database with this schema script. */
export function planned(
  text: string,
  live = '',
  deletions: readonly string[] = [],
  ran: ReadonlyMap<string, string> = new Map(),
  referenceTables: readonly string[] = [],
): SchemaPlan {
  const read = (path: string, content: string) => splitScript({ path, text: content }).statements;
  const script = live === '' ? [] : read('live.kql', live).map((one) => one.text);
  return planSchema({
    live: readLiveModel(script, 'Db').model,
    statements: read('files.kql', text).map((one) => ({ ...one, reading: readStatement(one.text) })),
    deletions,
    referenceTables,
    database: 'Db',
    ran,
    write: (edit) => writeEdit(edit, 'Db'),
  });
}

export function commandsOf(plan: SchemaPlan): readonly string[] {
  return plan.steps.map(({ text }) => text);
}
