import { command, type SupportedCommands } from './entry.ts';

const settings = ['sizeLimit', 'distributed', 'distribution', 'distributionKind', 'parquetRowGroupSize'];
const places = 'partition values as the page has them; `kind=storage` and a SAS';
const definitions = 'external-tables: a definition is made once, changed only where it is, and storage is not asked';
const shownTable = 'external-tables: the definition is shown without its secrets';
const oneNode = 'one node writes up to 16 files at once';
const external = {
  properties: [
    'folder',
    'docString',
    'namePrefix',
    'fileExtension',
    'compressed',
    'compressionType',
    'includeHeaders',
    'encoding',
  ],
  differs: places,
};

/** Exports, external tables, continuous exports. */
export const exportCommands: SupportedCommands = {
  ExportToStorage: command(
    '.export … to storage',
    'data-export/export-data-to-storage',
    'data: Parquet loses what the service loses on the way out and back',
    {
      properties: [
        'namePrefix',
        'fileExtension',
        'sizeLimit',
        'distribution',
        'distributed',
        'persistDetails',
        'parquetRowGroupSize',
        'parquetDatetimePrecision',
        'compressionType',
        'includeHeaders',
        'encoding',
        'useNativeParquetWriter',
      ],
      differs: oneNode,
    },
  ),
  ExportToExternalTable: command(
    '.export … to table',
    'data-export/export-data-to-an-external-table',
    'external-tables: what is exported to an external table is read from it',
    { properties: [...settings, 'concurrency', 'spread'], differs: oneNode },
  ),
  CreateStorageExternalTable: command(
    '.create external table',
    'external-tables-azure-storage',
    'properties: an external table has properties: create',
    external,
  ),
  AlterStorageExternalTable: command('.alter external table', 'external-tables-azure-storage', definitions, external),
  CreateOrAlterStorageExternalTable: command(
    '.create-or-alter external table',
    'external-tables-azure-storage',
    definitions,
    external,
  ),
  ShowExternalTable: command('.show external table', 'show-external-tables', shownTable),
  ShowExternalTables: command('.show external tables', 'show-external-tables', shownTable),
  ShowExternalTableArtifacts: command(
    '.show external table … artifacts',
    'show-external-table-artifacts',
    'external-tables: what is exported to an external table is read from it',
  ),
  ShowExternalTableSchema: command('.show external table … schema as json', 'show-external-table-schema', shownTable),
  ShowExternalTableCslSchema: command('.show external table … cslschema', 'show-external-table-schema', shownTable),
  DropExternalTable: command('.drop external table', 'drop-external-table', definitions),
  CreateOrAlterContinuousExport: command(
    '.create-or-alter continuous-export',
    'data-export/create-alter-continuous',
    'continuous-exports: Each run exports the rows that came in since the last one, and those before the export never',
    {
      properties: [...settings, 'intervalBetweenRuns', 'forcedLatency', 'isDisabled'],
      differs: 'without a managed identity',
    },
  ),
  ShowContinuousExport: command(
    '.show continuous-export',
    'data-export/show-continuous-export',
    'continuous-exports: An export shows what it is, and how far it came',
  ),
  ShowContinuousExports: command(
    '.show continuous-exports',
    'data-export/show-continuous-export',
    'continuous-exports: An export shows what it is, and how far it came',
  ),
  ShowContinuousExportExportedArtifacts: command(
    '.show continuous-export … exported-artifacts',
    'data-export/show-continuous-artifacts',
    'continuous-exports: Artifacts and failures are listed for 14 days',
  ),
  ShowContinuousExportFailures: command(
    '.show continuous-export … failures',
    'data-export/show-continuous-failures',
    'continuous-exports: Artifacts and failures are listed for 14 days',
  ),
  EnableContinuousExport: command(
    '.enable continuous-export',
    'data-export/disable-enable-continuous',
    'continuous-exports: An export that fails for good is disabled after 7 days, and goes on where it stopped',
  ),
  DisableContinuousExport: command(
    '.disable continuous-export',
    'data-export/disable-enable-continuous',
    'continuous-exports: A disabled export rests, keeps its place, and a changed definition keeps it too',
  ),
  DropContinuousExport: command(
    '.drop continuous-export',
    'data-export/drop-continuous-export',
    'continuous-exports: A dropped export leaves its name to a new one that begins anew',
  ),
};
