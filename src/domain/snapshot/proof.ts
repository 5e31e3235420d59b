import type { Manifest } from './manifest.ts';
import { includes, type Level, levels } from './records.ts';
import { hasTurned, type Rotation } from './rotation.ts';
import type { Side, Verification } from './verification.ts';

/** What the checks of a snapshot have shown about one side of it, down to one level. */
export interface Proof {
  readonly against: Side;
  readonly level: Level;
  /** Of what was looked at, each by its newest check; `unknown` also while a table was not looked at. */
  readonly verdict: 'pass' | 'fail' | 'unknown';
  /** When the oldest and the newest of the checks that count here ended. */
  readonly from: string;
  readonly to: string;
  /** How many parts of the files were read; 1 of 1 when all were read at once. Absent for the database. */
  readonly parts?: { readonly read: number; readonly of: number };
}

/** Of one table, or of one part of the files of one. */
interface Look {
  readonly verdict: Proof['verdict'];
  readonly at: string;
}

type Taken = Pick<Manifest, 'finishedAt' | 'level' | 'tables'>;

/**
 * One proof for each side and level that something was looked at, deepest first; a level is left out where a deeper one shows as much. A snapshot was
 * read back from storage when it was taken, which counts as a check of its own. `verifications` in the order of time.
 */
export function proofsOf(manifest: Taken, verifications: readonly Verification[]): readonly Proof[] {
  const deepestFirst = levels.toReversed();
  const storage = deepestFirst.flatMap((level) => storageProof(level, manifest, verifications) ?? []);
  const database = deepestFirst.flatMap((level) => databaseProof(level, manifest, verifications) ?? []);
  return [...withoutRepeats(storage), ...withoutRepeats(database)];
}

/**
 * The deepest level that all tables and files passed; the level that the snapshot was taken at when nothing later says another thing. None while a failure on
 * either side stands: what is less deep cannot have mended it.
 */
export function provenLevel(proofs: readonly Proof[]): Level | undefined {
  if (proofs.some(({ verdict }) => verdict === 'fail')) return undefined;
  const complete = proofs.filter(({ verdict, parts }) => verdict === 'pass' && (parts?.read ?? 0) === (parts?.of ?? 0));
  const reached = complete.map(({ level }) => levels.indexOf(level));
  return levels[Math.max(-1, ...reached)];
}

function databaseProof(level: Level, { tables }: Taken, verifications: readonly Verification[]): Proof | undefined {
  const newest = new Map<string, Look>();
  for (const one of verifications) {
    if (includes(one.level, level) === 'no') continue;
    for (const { name, live } of one.tables) if (live !== undefined) newest.set(name, { verdict: live, at: one.at });
  }
  const looks = tables.map(({ name }) => newest.get(name));
  return joinLooks({ against: 'database', level }, looks);
}

function storageProof(level: Level, manifest: Taken, verifications: readonly Verification[]): Proof | undefined {
  if (level === 'counts' || level === 'contents') return undefined;
  const names = manifest.tables.map(({ name }) => name);
  const reads = verifications.filter((one) => includes(one.level, level) === 'yes' && one.against !== 'database');
  const taken = includes(manifest.level, level) === 'yes' ? manifest.finishedAt : undefined;
  const of = reads.findLast(({ rotation }) => rotation !== undefined)?.rotation?.of ?? 1;
  const standing = standingLooks(reads);
  const asTaken: Look | undefined = taken === undefined ? undefined : { verdict: 'pass', at: taken };
  const byPart = Array.from({ length: of }, (_, part) =>
    names.map((name) => standing.get(name)?.findLast((look) => isOfPart(look, { of, part })) ?? asTaken),
  );
  const readParts = byPart.filter((looks) => looks.some((look) => look !== undefined));
  const isRead = asTaken !== undefined || [...standing.values()].flat().some(({ isIdle }) => !isIdle);
  const failures = names.flatMap((name) => standing.get(name)?.filter(({ verdict }) => verdict === 'fail') ?? []);
  const pages = level === 'files' ? spoiltPages(verifications) : [];
  const proof = joinLooks({ against: 'storage', level }, [...(isRead ? readParts.flat() : []), ...failures, ...pages]);
  return proof === undefined ? undefined : { ...proof, parts: { read: readParts.length, of } };
}

/** Of the schema script and the page for restoring by hand, by the newest check; nothing where they passed. */
function spoiltPages(verifications: readonly Verification[]): readonly Look[] {
  const newest = verifications.findLast(({ pages }) => pages !== undefined);
  if (newest?.pages === undefined || newest.pages === 'pass') return [];
  return [{ verdict: newest.pages, at: newest.at }];
}

/** A look at the files of one table; at all of them without a rotation. */
interface FilesLook extends Look {
  /** Whether the part holds none of the table's files, so that nothing of them can be wrong and nothing was read. */
  readonly isIdle: boolean;
  readonly rotation: Rotation | undefined;
}

/** What was seen of the files of each table, in the order of time, without failures that were answered since. */
function standingLooks(reads: readonly Verification[]): ReadonlyMap<string, readonly FilesLook[]> {
  const all = new Map<string, FilesLook[]>();
  for (const read of reads) {
    const { at, rotation } = read;
    for (const result of read.tables.filter((one) => hasTurned(read, one))) {
      const { name, files } = result;
      const looks = all.get(name) ?? [];
      looks.push({ verdict: files?.verdict ?? 'pass', isIdle: files === undefined, at, rotation });
      all.set(name, looks);
    }
  }
  const standing = [...all].map(([name, looks]) => {
    const left = looks.filter((look, place) => look.verdict !== 'fail' || !isAnswered(look, looks.slice(place + 1)));
    return [name, left] as const;
  });
  return new Map(standing);
}

/** Whether all files passed since, or the same part of them, or one part after the other of any division. */
function isAnswered(failure: FilesLook, later: readonly FilesLook[]): boolean {
  const parts = new Map<number, Set<number>>();
  for (const { rotation } of later.filter(({ verdict }) => verdict === 'pass')) {
    if (rotation === undefined || isSamePart(rotation, failure.rotation)) return true;
    const passed = (parts.get(rotation.of) ?? new Set()).add(rotation.part);
    if (passed.size === rotation.of) return true;
    parts.set(rotation.of, passed);
  }
  return false;
}

function isOfPart({ rotation }: FilesLook, part: Rotation): boolean {
  return rotation === undefined || isSamePart(rotation, part);
}

function isSamePart(a: Rotation, b: Rotation | undefined): boolean {
  return a.of === b?.of && a.part === b.part;
}

function joinLooks(head: Pick<Proof, 'against' | 'level'>, looks: readonly (Look | undefined)[]): Proof | undefined {
  const known = looks.filter((look) => look !== undefined);
  const times = known.map(({ at }) => at).sort();
  const [from, to] = [times[0], times.at(-1)];
  if (from === undefined || to === undefined) return undefined;
  const verdicts = known.map(({ verdict }) => verdict);
  const isWhole = known.length === looks.length && !verdicts.includes('unknown');
  return { ...head, verdict: verdicts.includes('fail') ? 'fail' : isWhole ? 'pass' : 'unknown', from, to };
}

/** What was found out last at a level tells nothing new when a deeper check of everything found it out. */
function withoutRepeats(deepestFirst: readonly Proof[]): readonly Proof[] {
  return deepestFirst.filter((proof, place) => {
    const covers = ({ parts, from, verdict }: Proof): boolean =>
      (parts?.read ?? 0) === (parts?.of ?? 0) && from >= proof.from && verdict === proof.verdict;
    return !deepestFirst.slice(0, place).some(covers);
  });
}
