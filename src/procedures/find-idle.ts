import { beginsWith } from '../domain/kql/said-harmless.ts';
import type { SchemaWarning } from '../domain/schema/plan-schema.ts';
import type { JudgedStatement } from './guard-losses.ts';
import type { ReadStatement } from './read-repository.ts';

/** Where it is said in vain that commands are harmless: no command begins so, or it is not for a user to say. */
export function findIdle(
  said: readonly string[],
  {
    statements,
    files,
  }: { readonly statements: readonly JudgedStatement[]; readonly files: readonly Pick<ReadStatement, 'text'>[] },
): readonly SchemaWarning[] {
  const all = [...statements, ...files];
  return [
    ...said
      .filter((beginning) => !all.some(({ text }) => beginsWith(text, beginning)))
      .map((beginning) => ({ text: `No command begins with ${beginning}, which harmless names.` })),
    ...statements.flatMap(({ harmless, loss, at }): readonly SchemaWarning[] =>
      harmless?.kind !== 'no-effect' || loss.kind === 'safe'
        ? []
        : [
            {
              text: `harmless: ${harmless.by} has no effect here, as this command ${loss.what}. What loses rows needs coverage, by a snapshot or by quarantine.`,
              ...(at !== undefined && { at }),
            },
          ],
    ),
  ];
}
