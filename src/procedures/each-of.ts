/**
 * Does the work on every item as it comes, on so many at once, and holds no other. Rejects with the first failure; then nothing more is begun.
 */
export async function eachOf<T>(
  items: AsyncIterable<T> | Iterable<T>,
  parallel: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const shared = taken(items);
  const worker = async (): Promise<void> => {
    for await (const item of shared) await work(item);
  };
  await Promise.all(Array.from({ length: parallel }, worker));
}

async function* taken<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
  yield* items;
}
