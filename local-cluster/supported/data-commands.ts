import { command, type SupportedCommands } from './entry.ts';

const batch = ['tags', 'creationTime', 'ingestIfNotExists'];
const source = [...batch, 'format', 'ignoreFirstRecord', 'ingestionMapping', 'ingestionMappingReference'];
const fromQuery = [...batch, 'persistDetails', 'distributed', 'folder', 'docstring', 'policy_ingestiontime'];
const oneNode = '`distributed` makes no difference';
const window = ['extentCreatedOnFrom', 'extentCreatedOnTo'];
const retagged = 'extents: Changing tags makes new extents';

/** Ingestion, extents, rows. */
export const dataCommands: SupportedCommands = {
  IngestIntoTable: command(
    '.ingest into table',
    'data-ingestion/ingest-into-command',
    'data: csv from a blob: header, mapping, quoted line breaks',
    { properties: source, differs: 'the format is not guessed; six of the mapping transformations; a SAS only' },
  ),
  IngestInlineIntoTable: command(
    '.ingest inline into table',
    'data-ingestion/ingest-inline',
    'data: csv: by position, what cannot be read is null, missing strings are empty',
    { properties: source },
  ),
  SetTable: command(
    '.set',
    'data-ingestion/ingest-from-query',
    'properties: Every property of an ingestion from a query is taken (.set)',
    { properties: fromQuery, differs: oneNode },
  ),
  AppendTable: command(
    '.append',
    'data-ingestion/ingest-from-query',
    'data: rows from a query go in by position, and types have to match',
    { properties: fromQuery, differs: oneNode },
  ),
  SetOrAppendTable: command(
    '.set-or-append',
    'data-ingestion/ingest-from-query',
    'data: a creation time is kept, and one that retention forbids is refused',
    { properties: fromQuery, differs: oneNode },
  ),
  SetOrReplaceTable: command(
    '.set-or-replace',
    'data-ingestion/ingest-from-query',
    'data: rows from a query go in by position, and types have to match',
    { properties: fromQuery, differs: oneNode },
  ),
  GetIngestionResources: command(
    '.get ingestion resources',
    '/api/netfx/kusto-ingest-client-rest',
    'descriptions: Queued ingestion is told where to put its messages, and gets a token of its own',
  ),
  GetKustoIdentityToken: command(
    '.get kusto identity token',
    '/api/netfx/kusto-ingest-client-rest',
    'descriptions: Queued ingestion is told where to put its messages, and gets a token of its own',
  ),
  ShowIngestionFailures: command(
    '.show ingestion failures',
    'ingestion-failures',
    'administration: An ingestion that fails is among the failures, by its operation too, without its signature',
    { properties: ['OperationId'] },
  ),
  ShowTableExtents: command(
    '.show table … extents',
    'show-extents',
    'extents: Extents are shown by tag, by heat and by id',
    { differs: 'sizes are estimates; one container; soft-deleted rows are in `DeletedRowCount` and not in `RowCount`' },
  ),
  ShowDatabaseExtents: command(
    '.show database extents',
    'show-extents',
    'extents: Extents are shown by tag, by heat and by id',
  ),
  MoveExtents: command(
    '.move extents',
    'move-extents',
    'extents: Moved extents keep their ingestion times, tags and creation times, unless new times are asked for',
    { properties: ['setNewIngestionTime', ...window] },
  ),
  ReplaceExtents: command('.replace extents', 'replace-extents', 'extents: Replacing drops and moves together', {
    properties: ['setNewIngestionTime', ...window],
  }),
  DropExtents: command(
    '.drop extents',
    'drop-extents',
    'extents: Extents are dropped by query, by id and by age; pretending drops none',
  ),
  DropPretendExtentsByProperties: command(
    '.drop-pretend extents',
    'drop-extents',
    'extents: Extents are dropped by size and number, the oldest first, of one, several or all tables',
  ),
  DropExtent: command(
    '.drop extent',
    'drop-extents',
    'descriptions: One extent is dropped by its id, and tags are taken from those that a query names',
  ),
  AlterExtentTagsFromQuery: command('.alter table … extent tags', 'alter-extent', retagged, { properties: window }),
  AlterMergeExtentTagsFromQuery: command('.alter-merge table … extent tags', 'alter-extent', retagged, {
    properties: window,
  }),
  DropExtentTagsFromTable: command('.drop table … extent tags (…)', 'drop-extent-tags', retagged),
  DropExtentTagsFromQuery: command(
    '.drop table … extent tags <|',
    'drop-extent-tags',
    'descriptions: One extent is dropped by its id, and tags are taken from those that a query names',
    { properties: window },
  ),
  DeleteTableRecords: command(
    '.delete table … records',
    'soft-delete-command',
    'records: Deleting records removes exactly the rows of the predicate and replaces their extent',
    { differs: 'synchronous only' },
  ),
  TableDataUpdate: command(
    '.update table',
    'update-table-command',
    'administration: Records are updated in one step, or only counted',
    { properties: ['whatif', 'distributed', 'extentTagsToMove'], differs: oneNode },
  ),
};
