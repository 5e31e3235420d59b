import type { Column, ColumnType } from '../column.ts';
import type { SchemaEdit } from './edit.ts';
import {
  columnOrder,
  differingFacets,
  type Facets,
  keyOf,
  namesUnder,
  newTable,
  noFacets,
  type ObjectKey,
  partsOf,
} from './model.ts';
import { principalsOf } from './principals.ts';
import { mayKeepLess } from './retention.ts';
import { kept } from './view-effects.ts';

/**
 * When an edit has its place: what others stand on is made before and taken away after them. An export is checked against all columns of its tables, and so comes after those that go (`finish`), and what
 * it wrote to before goes after it (`clear`).
 */
export type Stage = (typeof stages)[number];

export const stages = ['release', 'build', 'attach', 'remove', 'finish', 'clear'] as const;

export interface StagedEdit {
  readonly edit: SchemaEdit;
  readonly stage: Stage;
  readonly reason: string;
}

/** The edits that turn one object into another of the same key, in order; empty when they are equal. */
export function editsBetween(key: ObjectKey, before: Facets, after: Facets): readonly StagedEdit[] {
  if (differingFacets(before, after).length === 0) return [];
  if (!after.has('object')) return before.has('object') ? [dropped(key)] : [];
  const { kind, name } = partsOf(key);
  const own = editorOf(kind)(name, before, after);
  // What is dropped and made anew has no policy of its own then.
  const left = own.some(({ edit }) => edit.kind === 'drop') ? noFacets : before;
  const isNewTable = kind === 'table' && !before.has('object');
  const shared = [...policyEdits(key, isNewTable ? newTable(left) : left, after), ...roleEdits(key, left, after)];
  return [...own, ...shared];
}

type Editor = (name: string, before: Facets, after: Facets) => readonly StagedEdit[];

function editorOf(kind: ReturnType<typeof partsOf>['kind']): Editor {
  if (kind === 'table') return tableEdits;
  if (kind === 'function') return functionEdits;
  if (kind === 'external-table') return externalTableEdits;
  if (kind === 'continuous-export') return exportEdits;
  return kind === 'materialized-view' ? viewEdits : () => [];
}

function dropped(key: ObjectKey): StagedEdit {
  return { edit: { kind: 'drop', key }, stage: stageOfDrop(partsOf(key).kind), reason: 'it is to be deleted' };
}

function stageOfDrop(kind: ReturnType<typeof partsOf>['kind']): Stage {
  if (kind === 'materialized-view' || kind === 'continuous-export') return 'release';
  return kind === 'external-table' ? 'clear' : 'remove';
}

function columnsOf(facets: Facets): readonly Column[] {
  return columnOrder(facets).map((name) => ({ name, type: facets.get(`column ${name}`) as ColumnType }));
}

function tableEdits(table: string, before: Facets, after: Facets): readonly StagedEdit[] {
  const [folder, docstring] = [after.get('folder') ?? '', after.get('docstring') ?? ''];
  const build = (edit: SchemaEdit, reason: string): StagedEdit => ({ edit, stage: 'build', reason });
  if (!before.has('object')) {
    const made = build({ kind: 'create-table', table, columns: columnsOf(after), folder, docstring }, 'it is new');
    return [made, ...columnSettings(table, before, after), ...mappingEdits(table, before, after)];
  }
  const [old, now] = [columnsOf(before), columnsOf(after)];
  const gone = old.filter(({ name }) => !after.has(`column ${name}`)).map(({ name }) => name);
  const retyped = now.filter(({ name, type }) => (before.get(`column ${name}`) ?? type) !== type);
  const added = now.filter(({ name }) => !before.has(`column ${name}`));
  const order = [
    ...old.map(({ name }) => name).filter((name) => !gone.includes(name)),
    ...added.map(({ name }) => name),
  ];
  const isReordered = JSON.stringify(order) !== JSON.stringify(columnOrder(after));
  const edits: StagedEdit[] = [];
  for (const column of retyped)
    edits.push(build({ kind: 'retype-column', table, column }, `it is ${before.get(`column ${column.name}`)} now`));
  if (isReordered)
    edits.push(
      build(
        {
          kind: 'order-columns',
          table,
          columns: [...now, ...old.filter(({ name }) => gone.includes(name))],
          folder,
          docstring,
        },
        'columns are in another order',
      ),
    );
  else if (added.length > 0) edits.push(build({ kind: 'add-columns', table, columns: added }, 'columns are new'));
  const texts = isReordered ? [] : describeEdits(`table:${table}`, before, after);
  const settings = [...texts, ...columnSettings(table, before, after), ...mappingEdits(table, before, after)];
  if (gone.length === 0) return [...edits, ...settings];
  // What uses the columns lets go of them before.
  const drop = { kind: 'drop-columns', table, columns: gone } as const;
  return [...edits, ...settings, { edit: drop, stage: 'remove', reason: 'they are to be deleted' }];
}

function describeEdits(key: ObjectKey, before: Facets, after: Facets): readonly StagedEdit[] {
  return (['folder', 'docstring'] as const)
    .filter((what) => before.get(what) !== after.get(what))
    .map((what) => ({
      edit: { kind: 'describe', key, what, text: after.get(what) ?? '' },
      stage: 'build',
      reason: `its ${what} is another`,
    }));
}

function columnSettings(table: string, before: Facets, after: Facets): readonly StagedEdit[] {
  const names = columnOrder(after);
  const differs = (facet: string): boolean => before.get(facet) !== after.get(facet);
  const docstrings = names
    .filter((column) => differs(`column-docstring ${column}`))
    .map((column) => ({ column, text: after.get(`column-docstring ${column}`) ?? '' }));
  const encodings = names.filter((column) => differs(`encoding ${column}`));
  return [
    ...(docstrings.length === 0
      ? []
      : [
          {
            edit: { kind: 'describe-columns', table, docstrings },
            stage: 'build',
            reason: 'descriptions of columns are others',
          } as const,
        ]),
    ...encodings.map((column): StagedEdit => {
      const encoding = after.get(`encoding ${column}`);
      return {
        edit: { kind: 'encode-column', table, column, ...(encoding !== undefined && { encoding }) },
        stage: 'build',
        reason: `the encoding of ${column} is another`,
      };
    }),
  ];
}

function mappingEdits(table: string, before: Facets, after: Facets): readonly StagedEdit[] {
  const names = new Set([...namesUnder(before, 'mapping'), ...namesUnder(after, 'mapping')]);
  const changed = [...names].filter((name) => before.get(`mapping ${name}`) !== after.get(`mapping ${name}`)).sort();
  return changed.map((both): StagedEdit => {
    const space = both.indexOf(' ');
    const [format, name] = [both.slice(0, space), both.slice(space + 1)];
    const mapping = after.get(`mapping ${both}`);
    return mapping === undefined
      ? { edit: { kind: 'drop-mapping', table, format, name }, stage: 'remove', reason: 'it is to be deleted' }
      : {
          edit: { kind: 'put-mapping', table, format, name, mapping },
          stage: 'build',
          reason: 'the mapping is another',
        };
  });
}

/** These are checked against functions and other tables, and so come after both. */
const attached = ['update', 'row_level_security'];

function policyEdits(key: ObjectKey, before: Facets, after: Facets): readonly StagedEdit[] {
  const names = new Set([...namesUnder(before, 'policy'), ...namesUnder(after, 'policy')]);
  const changed = [...names].filter((name) => before.get(`policy ${name}`) !== after.get(`policy ${name}`)).sort();
  return changed.map((policy): StagedEdit => {
    const value = after.get(`policy ${policy}`);
    const stage = stageOfPolicy(key, policy, before, value);
    if (value === undefined)
      return { edit: { kind: 'delete-policy', key, policy }, stage, reason: `the ${policy} policy is to be deleted` };
    const reason = before.has(`policy ${policy}`) ? `the ${policy} policy is another` : `the ${policy} policy is new`;
    return { edit: { kind: 'set-policy', key, policy, value }, stage, reason };
  });
}

/** A retention that may keep less goes last. */
function stageOfPolicy(key: ObjectKey, policy: string, before: Facets, value: string | undefined): Stage {
  if (policy === 'retention' && before.has('object') && mayKeepLess(before.get('policy retention'), value))
    return 'remove';
  const isAttached = attached.includes(policy);
  if (value === undefined) return isAttached ? 'release' : 'build';
  return isAttached || partsOf(key).kind === 'materialized-view' ? 'attach' : 'build';
}

function roleEdits(key: ObjectKey, before: Facets, after: Facets): readonly StagedEdit[] {
  const names = new Set([...namesUnder(before, 'role'), ...namesUnder(after, 'role')]);
  return [...names].sort().flatMap((role): readonly StagedEdit[] => {
    const [old, now] = [principalsOf(before, role), principalsOf(after, role)];
    const added = now.filter((principal) => !old.includes(principal));
    const gone = old.filter((principal) => !now.includes(principal));
    return [
      ...(added.length === 0
        ? []
        : [
            { edit: { kind: 'grant', key, role, principals: added }, stage: 'attach', reason: 'they are new' } as const,
          ]),
      ...(gone.length === 0
        ? []
        : [
            {
              edit: { kind: 'revoke', key, role, principals: gone },
              stage: 'remove',
              reason: `${gone.join(', ')} lose${gone.length > 1 ? '' : 's'} the role`,
            } as const,
          ]),
    ];
  });
}

const ofFunctions = ['object', 'parameters', 'body', 'folder', 'docstring', 'view'];

function functionEdits(name: string, before: Facets, after: Facets): readonly StagedEdit[] {
  const changed = differingFacets(before, after).filter((facet) => ofFunctions.includes(facet));
  if (changed.length === 0) return [];
  const text = (facet: string): string => after.get(facet) ?? '';
  const edit: SchemaEdit = {
    kind: 'put-function',
    name,
    parameters: text('parameters'),
    body: text('body'),
    folder: text('folder'),
    docstring: text('docstring'),
    view: after.has('view') ? 'yes' : 'no',
  };
  return [{ edit, stage: 'build', reason: before.has('object') ? `${changed.join(', ')} changed` : 'it is new' }];
}

/** A view whose query or source is another is made anew: its rows were summarized by the old one. */
function viewEdits(name: string, before: Facets, after: Facets): readonly StagedEdit[] {
  const key: ObjectKey = `materialized-view:${name}`;
  const { name: source } = partsOf((after.get('source') ?? 'table:') as ObjectKey);
  const given = new Map(kept.flatMap((facet) => (after.has(facet) ? [[facet, after.get(facet) ?? ''] as const] : [])));
  const changed = kept.filter((facet) => before.get(facet) !== after.get(facet));
  const definition = { name, source, query: after.get('query') ?? '', given };
  const isAnother =
    before.get('source') !== after.get('source') ||
    before.get('query') !== after.get('query') ||
    (before.has('lookback_column') && before.get('lookback_column') !== after.get('lookback_column'));
  if (!before.has('object'))
    return [{ edit: { kind: 'create-view', ...definition }, stage: 'build', reason: 'it is new' }];
  if (isAnother) {
    return [
      { edit: { kind: 'drop', key }, stage: 'release', reason: 'its query, source or lookback column is another' },
      { edit: { kind: 'create-view', ...definition }, stage: 'build', reason: 'it is made anew' },
    ];
  }
  const texts = describeEdits(key, before, after);
  if (changed.every((facet) => facet === 'folder' || facet === 'docstring')) return texts;
  return [{ edit: { kind: 'alter-view', ...definition }, stage: 'build', reason: `${changed.join(', ')} changed` }];
}

function externalTableEdits(name: string, before: Facets, after: Facets): readonly StagedEdit[] {
  return [definition(keyOf('external-table', name), before, after, 'build')];
}

/** An export is checked against its query and its external table, and so comes after both. */
function exportEdits(name: string, before: Facets, after: Facets): readonly StagedEdit[] {
  const changed = differingFacets(before, after).filter((facet) => facet !== 'disabled');
  if (changed.length > 0) return [definition(keyOf('continuous-export', name), before, after, 'finish')];
  const kind = after.has('disabled') ? 'disable-export' : 'enable-export';
  return [
    { edit: { kind, name }, stage: 'finish', reason: after.has('disabled') ? 'it is to be off' : 'it is to run' },
  ];
}

function definition(key: ObjectKey, before: Facets, after: Facets, stage: Stage): StagedEdit {
  const reason = before.has('object') ? `${differingFacets(before, after).join(', ')} changed` : 'it is new';
  return { edit: { kind: 'define', key }, stage, reason };
}
