import { command, type SupportedCommands } from './entry.ts';

const page = (name: string): string => `materialized-views/materialized-view-${name}`;
const made = 'views: Views are made, shown, changed, renamed and dropped';
const listed = 'descriptions: Views are listed, and one is described by its columns, its extents and its rows';
const altered = 'descriptions: Folder, docstring, lookback and schema updates of a view are changed one by one';
const disabled = 'views: A view whose query does not fit its source any more is disabled, and has to be enabled again';
const properties = ['lookback', 'lookback_column', 'autoUpdateSchema', 'dimensionTables', 'folder', 'docString'];
const onCreation = [
  ...properties,
  'backfill',
  'updateExtentsCreationTime',
  'allowMaterializedViewsWithoutRowLevelSecurity',
  'MaxSourceRecordsForSingleIngest',
  'Concurrency',
];
const fills = ['effectiveDateTime', 'move_extents_from', 'source_ingestion_time_from'];
const differs =
  'keeps the rows it has processed, not their aggregates; a backfill is one step that cannot be canceled, without a limit of records, of time or of memory; `updateExtentsCreationTime` is `false`';

/** Materialized views. */
export const viewCommands: SupportedCommands = {
  CreateMaterializedView: command('.create materialized-view', page('create'), made, {
    properties: [...onCreation, ...fills],
    differs,
  }),
  CreateOrAlterMaterializedView: command('.create-or-alter materialized-view', page('create-or-alter'), made, {
    properties: onCreation,
    differs:
      'not asynchronous, since the grammar does not read that; a backfill is one step without a limit of records, of time or of memory',
  }),
  AlterMaterializedView: command(
    '.alter materialized-view',
    page('alter'),
    'properties: Every property of a view is taken, by each command that makes or changes one',
    { properties },
  ),
  AlterMaterializedViewFolder: command('.alter materialized-view … folder', page('alter-folder'), altered),
  AlterMaterializedViewDocString: command('.alter materialized-view … docstring', page('alter-docstring'), altered),
  AlterMaterializedViewLookback: command('.alter materialized-view … lookback', page('alter-lookback'), altered),
  AlterMaterializedViewAutoUpdateSchema: command(
    '.alter materialized-view … autoUpdateSchema',
    page('alter-autoupdateschema'),
    altered,
  ),
  EnableDisableMaterializedView: command('.enable, .disable materialized-view', page('enable-disable'), disabled),
  RenameMaterializedView: command('.rename materialized-view', page('rename'), made),
  ClearMaterializedViewData: command(
    '.clear materialized-view … data',
    page('clear-data'),
    'views: Clearing a view empties what is materialized, and it goes on from there',
  ),
  DropMaterializedView: command('.drop materialized-view', page('drop'), made),
  ShowMaterializedView: command('.show materialized-view', page('show-command'), made),
  ShowMaterializedViews: command('.show materialized-views', page('show-command'), listed),
  ShowMaterializedViewDetails: command('.show materialized-view … details', page('show-details-command'), made),
  ShowMaterializedViewsDetails: command('.show materialized-views details', page('show-details-command'), listed),
  ShowMaterializedViewFailures: command('.show materialized-view … failures', page('show-failures-command'), disabled),
  ShowMaterializedViewSchemaAsJson: command(
    '.show materialized-view … schema as json',
    page('show-schema-command'),
    listed,
  ),
  ShowMaterializedViewCslSchema: command('.show materialized-view … cslschema', page('show-schema-command'), listed),
  ShowMaterializedViewExtents: command('.show materialized-view … extents', page('show-extents-command'), listed),
};
