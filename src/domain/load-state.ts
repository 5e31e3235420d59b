/** Rows that carry one tag, and the extents that hold them. */
export interface TaggedRows {
  readonly rows: bigint;
  readonly extentIds: readonly string[];
}

export interface ExpectedFile {
  /** Place of the file in its table's list. */
  readonly file: number;
  readonly rows: bigint;
}

/** What is to be done about one file, by what the receiving and the staged table hold of it. */
export type FileState =
  | { readonly kind: 'staged' }
  /** All its rows were received by one attempt. */
  | { readonly kind: 'received'; readonly extentIds: readonly string[]; readonly tag: string }
  | { readonly kind: 'missing' };

export interface LoadState {
  readonly files: ReadonlyMap<number, FileState>;
  /** Extents of attempts with another number of rows than the file: they are dropped, never counted. */
  readonly wasteInRaw: readonly string[];
  readonly wasteInStage: readonly string[];
}

interface Tagged {
  readonly extentId: string;
  readonly tags: readonly string[];
  readonly rows: bigint;
}

/**
 * Reads the state of a load from the tags of what is there, so that it needs no memory of what was sent. A file counts only when one attempt
 * brought exactly its rows; a duplicate that comes late has a tag of its own or makes the count wrong, and never gets into the staged table.
 */
export function readLoadState(
  expected: readonly ExpectedFile[],
  raw: readonly Tagged[],
  stage: readonly Tagged[],
): LoadState {
  const [inRaw, inStage] = [groupByTag(raw), groupByTag(stage)];
  const wasteInRaw: string[] = [];
  const wasteInStage: string[] = [];
  const files = new Map<number, FileState>();
  for (const { file, rows } of expected) {
    const staged = takeExact(inStage.get(file), rows, wasteInStage);
    const received = takeExact(inRaw.get(file), rows, wasteInRaw);
    if (staged !== undefined) {
      files.set(file, { kind: 'staged' });
      if (received !== undefined) wasteInRaw.push(...received.extentIds);
    } else {
      files.set(
        file,
        received === undefined
          ? { kind: 'missing' }
          : { kind: 'received', extentIds: received.extentIds, tag: received.tag },
      );
    }
  }
  return { files, wasteInRaw, wasteInStage };
}

type Attempts = ReadonlyMap<string, TaggedRows>;

/** The first attempt with exactly the rows; the extents of all others are waste. */
function takeExact(
  attempts: Attempts | undefined,
  rows: bigint,
  waste: string[],
): (TaggedRows & { readonly tag: string }) | undefined {
  let taken: (TaggedRows & { readonly tag: string }) | undefined;
  for (const [tag, found] of attempts ?? []) {
    if (taken === undefined && found.rows === rows) taken = { ...found, tag };
    else waste.push(...found.extentIds);
  }
  return taken;
}

function groupByTag(extents: readonly Tagged[]): ReadonlyMap<number, Attempts> {
  const files = new Map<number, Map<string, TaggedRows>>();
  for (const { extentId, tags, rows } of extents) {
    const tag = tags.find((one) => /^kr[0-9a-f]{8}f\d{7}a\d{3}$/.test(one));
    if (tag === undefined) continue;
    const file = Number(tag.slice(11, 18));
    const attempts = files.get(file) ?? new Map<string, TaggedRows>();
    const before = attempts.get(tag) ?? { rows: 0n, extentIds: [] };
    attempts.set(tag, { rows: before.rows + rows, extentIds: [...before.extentIds, extentId] });
    files.set(file, attempts);
  }
  return files;
}
