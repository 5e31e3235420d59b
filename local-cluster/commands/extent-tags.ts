import { findTable } from '../engine/catalog.ts';
import { retagExtents } from '../engine/extent-tags.ts';
import { listExtents, type StoredExtent } from '../engine/extents.ts';
import type { Session } from '../engine/store.ts';
import { badRequest } from '../problem.ts';
import type { Result } from '../wire.ts';
import { chosenExtents, queriedExtents, withinWindow } from './extent-lists.ts';
import { runOperation } from './operations.ts';
import { Reader } from './reader.ts';
import { type Given, instantOf, readProperties } from './reader-properties.ts';
import { type Commands, type Request, resultOf } from './request.ts';

interface Retag {
  readonly verb: 'alter' | 'alter-merge' | 'drop';
  readonly asynchronous: boolean;
  readonly table: string;
  /** Absent where all tags go. */
  readonly tags?: readonly string[];
  readonly given: Given;
  /** Absent where the whole table is meant. */
  readonly query?: string;
}

function readRetag(text: string): Retag {
  const reader = new Reader(text);
  reader.expect('.');
  const verb = reader.choose('alter-merge', 'alter', 'drop');
  if (verb === undefined) throw badRequest('Extent tags are altered, merged or dropped.');
  const asynchronous = reader.accept('async');
  reader.expect('table');
  const table = reader.name();
  reader.expect('extent', 'tags');
  const tags = /^\(/.test(reader.rest()) ? { tags: reader.list(() => reader.string()) } : {};
  const given = readProperties(reader, ['extentCreatedOnFrom', 'extentCreatedOnTo']);
  const query = reader.accept('<|') ? { query: reader.rest() } : {};
  return { verb, asynchronous, table, ...tags, given, ...query };
}

function newTags({ verb, tags }: Retag, old: readonly string[]): string[] {
  if (verb === 'alter') return [...(tags ?? [])];
  if (verb === 'drop') return tags === undefined ? [] : old.filter((tag) => !tags.includes(tag));
  return [...new Set([...old, ...(tags ?? [])])];
}

async function touched(request: Request, session: Session, retag: Retag): Promise<StoredExtent[]> {
  const table = findTable(request.database.catalog, retag.table);
  const extents =
    retag.query === undefined
      ? await listExtents(session, [table])
      : await chosenExtents(session, [table], await queriedExtents(request, retag.query));
  const { given } = retag;
  const chosen = withinWindow(extents, {
    from: instantOf(given, 'extentCreatedOnFrom'),
    to: instantOf(given, 'extentCreatedOnTo'),
  });
  return chosen.filter(({ tags }) => newTags(retag, tags).join('\n') !== tags.join('\n'));
}

const shown = {
  OriginalExtentId: 'string',
  ResultExtentId: 'string',
  ResultExtentTags: 'string',
  Details: 'string',
} as const;

/** Extents are made anew with their tags changed. Source: https://learn.microsoft.com/kusto/management/extent-tags */
async function retag(request: Request): Promise<Result> {
  const command = readRetag(request.text);
  const execute = async () => {
    const changed = await request.database.change(async (session) =>
      retagExtents(session, await touched(request, session, command), (old) => newTags(command, old)),
    );
    return resultOf(
      shown,
      changed.map(({ original, result, tags }) => [original, result, tags.join('\r\n'), '']),
    );
  };
  if (!command.asynchronous) return execute();
  const operation = { name: 'ExtentTagsAlter', asynchronous: true, persistDetails: true };
  return runOperation(request, operation, async () => ({ result: await execute() }));
}

export const extentTagCommands: Commands = {
  AlterExtentTagsFromQuery: retag,
  AlterMergeExtentTagsFromQuery: retag,
  DropExtentTagsFromTable: retag,
  DropExtentTagsFromQuery: retag,
};
