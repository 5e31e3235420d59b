import type { Problem, SourcePosition } from '../domain/problem.ts';
import { annotationLimit } from './limits.ts';

/** A note on a line of a file, in the words of the GitHub toolkit. */
export interface Annotation {
  readonly title: string;
  readonly message: string;
  readonly file: string;
  readonly startLine: number;
  readonly startColumn?: number;
}

/** Annotations for the problems that have a place, the first few; `left` counts the others. */
export function annotationsOf(
  problems: readonly Problem[],
  limit: number = annotationLimit,
): { readonly annotations: readonly Annotation[]; readonly left: number } {
  const all = problems.flatMap(annotationOf);
  return { annotations: all.slice(0, limit), left: Math.max(0, all.length - limit) };
}

function annotationOf(problem: Problem): readonly Annotation[] {
  const { at } = problem;
  if (at === undefined) return [];
  const message = [problem.summary, problem.detail, problem.next].filter((part) => part !== undefined).join('\n');
  return [{ title: problem.code, message, ...placeOf(at) }];
}

/** In the words of the toolkit. */
export function placeOf({
  file,
  line,
  column,
}: SourcePosition): Pick<Annotation, 'file' | 'startLine' | 'startColumn'> {
  return { file, startLine: line, ...(column === undefined ? {} : { startColumn: column }) };
}
