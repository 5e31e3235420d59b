import { type Need, readerNeeds } from '../engine/access.ts';
import type { Catalog, TableEntry } from '../engine/catalog.ts';
import type { Command } from '../query/command.ts';

/** What a query needs. */
export const queryNeeds: readonly Need[] = readerNeeds;

type Rule = (command: Command, catalog: Catalog) => readonly Need[];

const onDatabase =
  (...roles: readonly string[]): Rule =>
  () => [{ database: roles }];

const tableLabels = ['TableName', 'SourceTableName', 'DestinationTableName'];

function tableRoles(command: Command, { tables }: Catalog): Need['entities'] {
  const names = tableLabels.flatMap((label) => command.arguments(label));
  return names.flatMap((name) => (tables.has(name) ? [tables.get(name)?.roles] : []));
}

/** What changing these tables needs. */
export function tableAdminNeeds(tables: readonly Pick<TableEntry, 'roles'>[]): Need[] {
  return [{ database: [], entities: tables.map(({ roles }) => roles), entityRoles: ['admins'] }];
}

const tableAdmin: Rule = (command, catalog) => [
  { database: [], entities: tableRoles(command, catalog) ?? [], entityRoles: ['admins'] },
];

const ingestor: Rule = (command, catalog) => [
  { database: ['ingestors'], entities: tableRoles(command, catalog) ?? [], entityRoles: ['ingestors', 'admins'] },
];

function exists(command: Command, { tables }: Catalog): boolean {
  return command.arguments('TableName').some((name) => tables.has(name));
}

const orCreate =
  (existing: Rule): Rule =>
  (command, catalog) =>
    exists(command, catalog) ? existing(command, catalog) : [{ database: ['users'] }];

const alsoReading =
  (rule: Rule): Rule =>
  (command, catalog) => [...rule(command, catalog), ...queryNeeds];

const functionAdmin: Rule = (command, { functions }) => {
  const names = command.arguments('FunctionName').filter((name) => functions.has(name));
  const entities = names.map((name) => functions.get(name)?.roles);
  return [{ database: [], entities, entityRoles: ['admins'] }];
};

const functionOrCreate: Rule = (command, catalog) => {
  const present = command.arguments('FunctionName').some((name) => catalog.functions.has(name));
  return present ? functionAdmin(command, catalog) : [{ database: ['users'] }];
};

/**
 * The first rule whose form a command's kind has. Kinds without a rule need an admin of the database.
 * Source: https://learn.microsoft.com/kusto/access-control/role-based-access-control, and the page of each command.
 */
const rules: readonly (readonly [RegExp, Rule])[] = [
  [/^ShowCapacity$/, onDatabase('users')],
  [
    /^(ShowVersion|ShowOperation|GetIngestionResources|GetKustoIdentityToken)/,
    onDatabase('users', 'viewers', 'monitors', 'ingestors'),
  ],
  [/^ShowContinuousExport(ExportedArtifacts|Failures)$/, onDatabase('monitors')],
  [/^Show/, onDatabase('users', 'viewers', 'monitors')],
  [/^(Export|ExportToStorage)$/, () => queryNeeds],
  [/^(SetDatabaseRole|AddDatabaseRole|DropDatabaseRole|DeleteTableRecords|.*Policy(Partitioning))$/, onDatabase()],
  [
    /^(Create|CreateMerge)(Table|Tables)$/,
    (command, catalog) =>
      (command.kind.startsWith('CreateMerge') ? orCreate(tableAdmin) : onDatabase('users'))(command, catalog),
  ],
  [/^Clear(Database|Table)CacheStreamingIngestionSchema$/, onDatabase('ingestors')],
  [/^CreateFunction$/, onDatabase('users')],
  [/^CreateOrAlterFunction$/, functionOrCreate],
  [/^(DropFunctions?|AlterFunction(DocString|Folder)|(Add|Set|Drop)FunctionRole)$/, functionAdmin],
  [/IngestionMapping$|^Ingest|^AlterTables?PolicyIngestionTime$/, ingestor],
  [/^AppendTable$/, alsoReading(ingestor)],
  [/^SetTable$/, alsoReading(onDatabase('users'))],
  [/^SetOrAppendTable$/, alsoReading(orCreate(ingestor))],
  [/^SetOrReplaceTable$/, alsoReading(orCreate(tableAdmin))],
  [/^(Create|CreateOrAlter)StorageExternalTable$/, onDatabase('users')],
  [
    /^(Alter|AlterMerge|Drop|Rename|Clear|Delete|Move|Replace|Update|Add|Set).*(Table|Tables|Column|Columns|Extents?|Policy)/,
    tableAdmin,
  ],
  [/^(Move|Replace|Drop|DropPretend)Extents?|^TableDataUpdate$/, tableAdmin],
];

/** The roles a command needs, all of the list. */
export function commandNeeds(command: Command, catalog: Catalog): readonly Need[] {
  const [, rule] = rules.find(([form]) => form.test(command.kind)) ?? [];
  return rule === undefined ? [{ database: [] }] : rule(command, catalog);
}
