import { badRequest, unsupported } from '../problem.ts';
import type { Command } from '../query/command.ts';
import { clauseWords } from '../supported/clause-words.ts';
import { supportedCommands } from '../supported/commands.ts';

/** A property that the registry does not list, or that is given twice, is refused before anything is done. */
export function checkProperties({ kind, given }: Command): void {
  const known = (supportedCommands[kind]?.properties ?? []).map((name) => name.toLowerCase());
  const names = given.map(({ name }) => name.toLowerCase());
  const foreign = given.find((_property, index) => !known.includes(names[index] ?? ''));
  if (foreign !== undefined) throw badRequest(`The property '${foreign.name}' is not supported by this command.`);
  const twice = given.find((_property, index) => names.indexOf(names[index] ?? '') !== index);
  if (twice !== undefined) throw badRequest(`The property '${twice.name}' is given twice.`);
}

/** Clauses of the grammar, by their label, that no command of this engine obeys. */
const foreignClauses: Readonly<Record<string, string>> = { Version: 'if_later_than' };

export function checkClauses(command: Command): void {
  for (const [label, clause] of Object.entries(foreignClauses))
    if (command.argument(label) !== undefined && command.words.includes(clause))
      throw unsupported(`'${clause}' in '${command.kind}'`);
}

/** Words of a command's value, which its policy reads itself. */
const isPolicy = (kind: string): boolean => /^(?:Alter|AlterMerge)\w*Policy/.test(kind);

/** A word in the place of a clause that the registry does not list is refused, before anything is done. */
export function checkWords({ kind, words }: Pick<Command, 'kind' | 'words'>): void {
  const more = clauseWords[kind] ?? [];
  if (more === 'read' || isPolicy(kind)) return;
  const { form = '', properties = [] } = supportedCommands[kind] ?? {};
  const listed = [...(form.match(/[\w-]+/g) ?? []), ...properties].map((word) => word.toLowerCase());
  const known = new Set([...listed, 'with', ...more]);
  const foreign = words.find((word) => !known.has(word));
  if (foreign !== undefined) throw unsupported(`'${foreign}' in '${kind}'`);
}
