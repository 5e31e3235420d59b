import type { Problem } from '../domain/problem.ts';

/** The live table is another one than the restore was planned for. */
export function otherTable(table: string): Problem {
  return {
    code: 'refused',
    summary: `${table} is no longer the table that the restore was planned for; nothing of it was replaced.`,
    next: 'Run restore again; it plans anew.',
  };
}

/** There is nothing to take the rows from any more. */
export function sourceIsGone(table: string): Problem {
  return {
    code: 'refused',
    summary: `What was staged for ${table} is gone, since it deletes itself after some days, or its snapshot is; nothing of ${table} was replaced.`,
    next: 'Run restore again; it loads anew.',
  };
}

/** Somebody changed what was staged, or moved it. */
export function rowsWereWritten(
  table: string,
  source: string,
  { expected, seen }: { readonly expected: string; readonly seen: bigint },
): Problem {
  return {
    code: 'difference',
    summary: `${source} no longer holds the rows that were to come into ${table}.`,
    detail: `expected ${expected} rows, seen ${seen}`,
    next: `Compare ${table} with the snapshot by verify; what was copied aside is kept without an end. Then run restore again.`,
  };
}

/** The staged copy is not the snapshot's any more. */
export function otherStage(table: string): Problem {
  return {
    code: 'difference',
    summary: `The staged copy of ${table} no longer holds what the snapshot holds; nothing of ${table} was replaced.`,
    next: 'Run restore again; it loads anew.',
  };
}

/** A command was announced, and what would tell whether it was done is gone. */
export function untoldRange(table: string, why: string): Problem {
  return {
    code: 'unknown',
    summary: `Whether the range of ${table} was replaced cannot be told any more: ${why}.`,
    next: `Compare ${table} with the snapshot by verify; what was copied aside is kept without an end. Then run restore again.`,
  };
}

/** Rows of the range never rested for as long as a look at them takes. */
export function neverRested(table: string): Problem {
  return {
    code: 'refused',
    summary: `Rows of the range of ${table} come or go while it is replaced, so that it cannot be done exactly; ${table} is as it was.`,
    next: 'Stop what writes rows of that range for some minutes, then run restore again.',
  };
}

/** The service refused for good. */
export function rangeAsItWas(table: string): Problem {
  return {
    code: 'refused',
    summary: `${table} is as it was: its range could not be replaced.`,
    next: 'Mend what the service says, and run restore again; it plans anew.',
  };
}

/** A command that was announced neither was done nor can be sent again yet. */
export function mayStillRun(table: string): Problem {
  return {
    code: 'service',
    summary: `The command that replaces the range of ${table} may still be running, and the rows have changed since.`,
    next: 'Run restore again in an hour, when it is over in any case; it goes on from here.',
    transient: true,
  };
}

/** More rows left than were copied aside. */
export function moreLeft(
  table: string,
  { kept, deleted }: { readonly kept: string; readonly deleted: bigint },
): Problem {
  return {
    code: 'difference',
    summary: `Rows were moved into the range of ${table} right before it was replaced, and left it with the others.`,
    detail: `${kept} rows were copied aside, ${deleted} left`,
    next: 'See what moves extents into the table, and bring these rows again. What was copied aside is kept without an end.',
  };
}

/** After the command the table holds something else than it has to. */
export function notAsProven(table: string, where: 'in the range' | 'beside the range', detail: string): Problem {
  const summary =
    where === 'in the range'
      ? `The range of ${table} does not hold what was to come into it.`
      : `Rows of ${table} beside the range are not those of right before it was replaced.`;
  return {
    code: 'difference',
    summary,
    detail,
    next: 'See whether somebody changed rows meanwhile, or retention took some. What left the range is kept without an end.',
  };
}
