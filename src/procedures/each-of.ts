import { pMapIterable } from 'p-map';

/**
 * Does the work on every item as it comes, on so many at once, and holds no other. Rejects with the first failure; then nothing more is begun.
 */
export async function eachOf<T>(
  items: AsyncIterable<T> | Iterable<T>,
  parallel: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const done = pMapIterable(items, work, { concurrency: parallel })[Symbol.asyncIterator]();
  while ((await done.next()).done !== true);
}
