import { findView, type ViewEntry } from '../engine/catalog.ts';
import type { StoredExtent } from '../engine/extents.ts';
import { parseTimespan } from '../engine/time.ts';
import type { Cell, Result } from '../wire.ts';
import { tableRows } from './describe.ts';
import { summarizedExtents, summaryOf } from './extent-summary.ts';
import { Reader } from './reader.ts';
import { argument, type Commands, type Request, resultOf } from './request.ts';

const shown = {
  Name: 'string',
  SourceTable: 'string',
  Query: 'string',
  MaterializedTo: 'datetime',
  LastRun: 'datetime',
  LastRunResult: 'string',
  IsHealthy: 'bool',
  IsEnabled: 'bool',
  Folder: 'string',
  DocString: 'string',
  AutoUpdateSchema: 'bool',
  EffectiveDateTime: 'datetime',
  Lookback: 'timespan',
  LookbackColumn: 'string',
} as const;

const instant = (text: string | undefined): bigint | null => (text === undefined ? null : BigInt(text));

function viewRow(view: ViewEntry): Cell[] {
  const result = view.lastRun === undefined ? '' : view.failure === undefined ? 'Completed' : 'Failed';
  const lookback = view.lookback === undefined ? null : (parseTimespan(view.lookback) ?? null);
  return [
    view.name,
    view.source,
    view.query,
    instant(view.materializedTo),
    instant(view.lastRun),
    result,
    view.isEnabled && view.failure === undefined,
    view.isEnabled,
    view.folder,
    view.docstring,
    view.autoUpdateSchema,
    instant(view.effectiveDateTime),
    lookback,
    view.lookbackColumn ?? '',
  ];
}

/** What commands about materialized views return. Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-show-command */
export function viewRows(views: readonly ViewEntry[]): Result {
  return resultOf(shown, views.map(viewRow));
}

const detailColumns = {
  MaterializedViewName: 'string',
  DatabaseName: 'string',
  Folder: 'string',
  DocString: 'string',
  TotalExtents: 'long',
  TotalExtentSize: 'real',
  TotalOriginalSize: 'real',
  TotalRowCount: 'long',
  HotExtents: 'long',
  HotExtentSize: 'real',
  HotOriginalSize: 'real',
  HotRowCount: 'long',
  AuthorizedPrincipals: 'string',
  RetentionPolicy: 'string',
  CachingPolicy: 'string',
  ShardingPolicy: 'string',
  MergePolicy: 'string',
  MinExtentsCreationTime: 'datetime',
  MaxExtentsCreationTime: 'datetime',
} as const;

function detailRow(request: Request, view: ViewEntry, extents: readonly StoredExtent[]): Cell[] {
  const { numbers, times } = summaryOf(request, view.state, extents);
  const policies = ['retention', 'caching', 'sharding', 'merge'].map((name) => view.state.policies[name] ?? 'null');
  const head = [view.name, request.database.name, view.folder, view.docstring];
  return [...head, ...numbers, '[]', ...policies, ...times];
}

function chosen(request: Request): ViewEntry[] {
  const names = request.command.arguments('MaterializedViewName');
  const { catalog } = request.database;
  return names.length === 0 ? [...catalog.views.values()] : names.map((name) => findView(catalog, name));
}

async function details(request: Request): Promise<Result> {
  const views = chosen(request);
  const states = views.map(({ name, state }) => ({ ...state, name }));
  const extents = await summarizedExtents(request, states);
  const rows = views.map((view) => detailRow(request, view, extents));
  return resultOf(detailColumns, rows);
}

function schema(form: 'json' | 'csl') {
  return (request: Request): Result => {
    const view = findView(request.database.catalog, argument(request, 'MaterializedViewName'));
    const columns = view.columns.map((column, id) => ({ ...column, id, docstring: '' }));
    const { name, folder, docstring } = view;
    return tableRows(request.database, [{ ...view.state, name, folder, docstring, columns }], form);
  };
}

/** Source: https://learn.microsoft.com/kusto/management/materialized-views/materialized-view-show-failures-command */
function failures(request: Request): Result {
  const reader = new Reader(request.text);
  reader.expect('.', 'show', 'materialized-view');
  const { name, source, failure } = findView(request.database.catalog, reader.name());
  const columns = {
    Name: 'string',
    SourceTable: 'string',
    FailureTime: 'datetime',
    OperationId: 'guid',
    FailureReason: 'string',
  } as const;
  return resultOf(columns, failure === undefined ? [] : [[name, source, BigInt(failure.on), null, failure.reason]]);
}

export const viewShowCommands: Commands = {
  ShowMaterializedViews: (request) => viewRows(chosen(request)),
  ShowMaterializedView: (request) => viewRows(chosen(request)),
  ShowMaterializedViewsDetails: details,
  ShowMaterializedViewDetails: details,
  ShowMaterializedViewFailures: failures,
  ShowMaterializedViewSchemaAsJson: schema('json'),
  ShowMaterializedViewCslSchema: schema('csl'),
};
