import { readStatement } from '../kql/statement-kind.ts';
import { bracesOf } from './canonical-text.ts';
import { editsBetween } from './difference.ts';
import type { WriteDefinition, WriteEdit } from './edit.ts';
import type { LiveExternals } from './external-effects.ts';
import { isExternal } from './external-effects.ts';
import { fileNamesOf } from './file-names.ts';
import {
  databaseKey,
  type Facets,
  facetsOf,
  keyOf,
  type Model,
  noFacets,
  type ObjectKey,
  type ObjectKind,
  partsOf,
  withFacets,
} from './model.ts';

/** Paths are relative to the folder of all of them, with forward slashes. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

export interface SchemaFiles {
  readonly files: readonly NewFile[];
  /** Objects whose command cannot be told, since the service does not show enough of them. */
  readonly untold: readonly ObjectKey[];
}

export interface Writers {
  readonly write: WriteEdit;
  readonly define: WriteDefinition;
}

const folders: Readonly<Record<ObjectKind, string>> = {
  database: '',
  table: 'tables/',
  function: 'functions/',
  'materialized-view': 'views/',
  'external-table': 'external-tables/',
  'continuous-export': 'continuous-exports/',
};

/**
 * A model as schema files: what is of the database in `database.kql`, and one file for each object with all that is set on it. `queries` are the texts of queries as people wrote them, in place
 * of those of the model.
 */
export function schemaFilesOf(model: Model, queries: ReadonlyMap<ObjectKey, string>, writers: Writers): SchemaFiles {
  const written = [...model.keys()].sort().map((key) => {
    const query = queries.get(key);
    const facets = facetsOf(model, key);
    return {
      key,
      texts: commandsOf(key, query === undefined ? facets : withFacets(facets, ['query', query]), writers),
    };
  });
  const paths = pathsOf([...model.keys()]);
  return {
    files: written.flatMap(({ key, texts }) =>
      texts === undefined || texts.length === 0
        ? []
        : [{ path: paths.get(key) ?? '', text: `${texts.join('\n\n')}\n` }],
    ),
    untold: written.flatMap(({ key, texts }) => (texts === undefined ? [key] : [])),
  };
}

function commandsOf(key: ObjectKey, facets: Facets, { write, define }: Writers): readonly string[] | undefined {
  if (isExternal(key)) {
    const text = define(key, facets);
    return text === undefined ? undefined : [text];
  }
  const before = key === databaseKey ? facetsOf(new Map(), key) : noFacets;
  return editsBetween(key, before, facets).map(({ edit }) => write(edit));
}

function pathsOf(keys: readonly ObjectKey[]): ReadonlyMap<ObjectKey, string> {
  const kinds = new Set(keys.map((key) => partsOf(key).kind));
  return new Map(
    [...kinds].flatMap((kind): readonly (readonly [ObjectKey, string])[] => {
      if (kind === 'database') return [[databaseKey, 'database.kql']];
      const names = keys.filter((key) => partsOf(key).kind === kind).map((key) => partsOf(key).name);
      return [...fileNamesOf(names)].map(([name, file]) => [keyOf(kind, name), `${folders[kind]}${file}.kql`]);
    }),
  );
}

/** The queries of views and exports as they are stored, with their comments and lines. */
export function storedQueries(script: readonly string[], { exports }: LiveExternals): ReadonlyMap<ObjectKey, string> {
  const views = script.flatMap((text): readonly (readonly [ObjectKey, string])[] => {
    const { noun, action, entities } = readStatement(text);
    const [view, source] = entities;
    if (noun !== 'materialized-view' || action !== 'definition' || view === undefined) return [];
    const braces = bracesOf(text, source?.at.end ?? 0);
    return braces === undefined
      ? []
      : [[keyOf('materialized-view', view.name), text.slice(braces.start + 1, braces.end - 1).trim()]];
  });
  return new Map([
    ...views,
    ...exports.map(({ name, query }) => [keyOf('continuous-export', name), query.trim()] as const),
  ]);
}
