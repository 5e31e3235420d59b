import { randomUUID } from 'node:crypto';
import type { StoredExtent } from './extents.ts';
import type { Session } from './store.ts';

/** `where tags has 'x'` compares whole tags, `contains` any part of one. Source: https://learn.microsoft.com/kusto/management/show-extents */
export interface TagFilter {
  readonly sense: 'with' | 'without';
  readonly how: 'has' | 'contains';
  readonly text: string;
}

function matches(tags: readonly string[], { sense, how, text }: TagFilter): boolean {
  const wanted = text.toLowerCase();
  const found = tags.some((tag) => (how === 'has' ? tag.toLowerCase() === wanted : tag.toLowerCase().includes(wanted)));
  return found === (sense === 'with');
}

export function extentsByTags(extents: readonly StoredExtent[], filters: readonly TagFilter[]): StoredExtent[] {
  return extents.filter(({ tags }) => filters.every((filter) => matches(tags, filter)));
}

/** Gives extents other tags; an extent cannot change, so each becomes a new one. */
export async function retagExtents(
  session: Session,
  extents: readonly StoredExtent[],
  tagsOf: (tags: readonly string[]) => readonly string[],
): Promise<{ original: string; result: string; tags: readonly string[] }[]> {
  const changed = extents.map((extent) => ({ extent, result: randomUUID(), tags: tagsOf(extent.tags) }));
  for (const { extent, result, tags } of changed) {
    const values = [result, JSON.stringify(tags), extent.number];
    await session.run('UPDATE meta.extent SET guid = $1, tags = $2 WHERE id = $3', values);
  }
  return changed.map(({ extent, result, tags }) => ({ original: extent.id, result, tags }));
}
