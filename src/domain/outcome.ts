import type { Problem } from './problem.ts';

/** What happened to one item of a run. Every item of a plan has one, in the plan's order. */
export type Outcome =
  | { readonly kind: 'done'; readonly item: string; readonly note?: string }
  | { readonly kind: 'failed'; readonly item: string; readonly problem: Problem }
  | { readonly kind: 'not-attempted'; readonly item: string; readonly note?: string };
