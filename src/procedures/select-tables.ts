import picomatch from 'picomatch';
import { isOwnTable } from '../domain/names.ts';
import { problemError } from '../domain/problem.ts';

/**
 * The items whose table names match the globs; `!glob` takes away, from all tables when nothing else is given. The tool's own tables never match.
 * Rejects with `not-found`, naming all of them, for globs of either kind that match nothing, since a snapshot that silently leaves out a table is worse than none.
 */
export function selectTables<T extends { readonly name: string }>(
  tables: readonly T[],
  globs: readonly string[],
): readonly T[] {
  const candidates = tables.filter(({ name }) => !isOwnTable(name));
  const given = globs.filter((glob) => !glob.startsWith('!'));
  const wanted = given.length === 0 ? ['*'] : given;
  const unwanted = globs.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1));
  const idle = idleOf(globs, candidates);
  if (idle.length > 0) {
    throw problemError({
      code: 'not-found',
      summary: `No table matches ${idle.join(', ')}.`,
      detail: `Tables: ${candidates
        .map(({ name }) => name)
        .slice(0, 20)
        .join(', ')}`,
      next: 'Check the input tables; names are case-sensitive.',
    });
  }
  const chosen = candidates.filter(
    ({ name }) => wanted.some((glob) => matchesGlob(name, glob)) && !unwanted.some((glob) => matchesGlob(name, glob)),
  );
  if (chosen.length > 0 || candidates.length === 0) return chosen;
  throw problemError({
    code: 'not-found',
    summary: `No table is left of ${candidates.length} after ${globs.join(', ')}.`,
    next: 'Check the input tables.',
  });
}

/** The views that the globs choose, none where there are no globs; `!glob` takes away. Rejects with `not-found` for a glob that matches nothing, but for `*`. */
export function selectViews<T extends { readonly name: string }>(
  views: readonly T[],
  globs: readonly string[],
): readonly T[] {
  const [taken, wanted] = [globs.filter((glob) => glob.startsWith('!')), globs.filter((glob) => !glob.startsWith('!'))];
  const idle = idleOf(globs, views);
  if (idle.length > 0) {
    throw problemError({
      code: 'not-found',
      summary: `No materialized view matches ${idle.join(', ')}.`,
      detail: `Materialized views: ${views
        .map(({ name }) => name)
        .slice(0, 20)
        .join(', ')}`,
      next: 'Check the input views; names are case-sensitive.',
    });
  }
  const isTaken = (name: string): boolean => taken.some((glob) => matchesGlob(name, glob.slice(1)));
  const all = wanted.length === 0 && taken.length > 0 ? ['*'] : wanted;
  return views.filter(({ name }) => all.some((glob) => matchesGlob(name, glob)) && !isTaken(name));
}

/** Globs that match nothing, those that take away too: a misspelt one would let through what was to be left out. */
function idleOf(globs: readonly string[], items: readonly { readonly name: string }[]): readonly string[] {
  return globs.filter((glob) => {
    const pattern = glob.replace(/^!/, '');
    return pattern !== '*' && !items.some(({ name }) => matchesGlob(name, pattern));
  });
}

/** A name is no path: a leading dot hides nothing, and a name that looks like a glob is also itself. */
export function matchesGlob(name: string, glob: string): boolean {
  return glob === '*' || name === glob || picomatch.isMatch(name, glob, { dot: true });
}
