import type { Manifest } from './manifest.ts';
import { includes, type Level, levels } from './records.ts';
import { hasRead } from './rotation.ts';
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

/** The deepest level that all tables and files passed; the level that the snapshot was taken at when nothing later says another thing. */
export function provenLevel(proofs: readonly Proof[]): Level | undefined {
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
  const byPart = Array.from({ length: of }, (_, part) => {
    const newest = new Map<string, Look>(
      taken === undefined ? [] : names.map((name) => [name, { verdict: 'pass', at: taken }]),
    );
    for (const one of reads.filter((read) => hasRead(read, level, { of, part }))) {
      for (const { name, files } of one.tables)
        if (files !== undefined) newest.set(name, { verdict: files.verdict, at: one.at });
    }
    return names.map((name) => newest.get(name));
  });
  const readParts = byPart.filter((looks) => looks.some((look) => look !== undefined));
  const proof = joinLooks({ against: 'storage', level }, readParts.flat());
  return proof === undefined ? undefined : { ...proof, parts: { read: readParts.length, of } };
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
