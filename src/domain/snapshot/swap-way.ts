/** What a table is to others, as far as that decides how its contents can be replaced. */
export interface SwapFacts {
  /** Tables that update policies fill from it, directly or through others. */
  readonly feeds: readonly string[];
  /** Whether an update policy fills it. */
  readonly isFed: 'yes' | 'no';
  /** Materialized views that are made from it. */
  readonly views: readonly string[];
  /** Policies that keep rows from some readers, as sentences. */
  readonly hidden: readonly string[];
  /** Whether only unrestricted viewers may read it. */
  readonly isRestricted: 'yes' | 'no';
  /** Whether OneLake holds a copy that its mirroring policy keeps. */
  readonly isMirrored: 'yes' | 'no';
}

/** What has the table's name: `absent` where nothing does. `untimed`: its IngestionTime policy is off. */
export type SwapTarget = 'timed' | 'untimed' | 'absent';

/**
 * - `rename`: the staged table takes the name. Nothing fires, the whole contents stay under another name, which costs nothing.
 * - `replace-extents`: the table stays, with its identity and policies, and gets other extents in one transaction, so that what update policies derive
 *   meanwhile goes on arriving in it. What the extents held is copied aside before.
 */
export type SwapWay =
  | { readonly kind: 'rename' | 'replace-extents' }
  | { readonly kind: 'refuse'; readonly refusals: readonly SwapRefusal[] };

export interface SwapRefusal {
  /** A clause that says what is in the way. */
  readonly reason: string;
  readonly next: string;
}

/**
 * The one way in which a table is swapped exactly, or everything that is in the way. An update policy belongs to the table that it fills, so after a rename it
 * would be on the replaced one; and extents that come into a table derive rows from it once more. Row level security goes with a rename only.
 * Sources: https://learn.microsoft.com/kusto/management/update-policy, https://learn.microsoft.com/kusto/management/replace-extents,
 * https://learn.microsoft.com/kusto/management/rename-table-command
 */
export function chooseSwap(table: string, facts: SwapFacts, target: SwapTarget): SwapWay {
  const refusals = [
    ...facts.views.map((view) => hasView(table, view)),
    ...besideHidden(table, facts),
    ...(facts.isMirrored === 'yes' ? [isMirrored(table)] : []),
    ...(facts.isFed === 'yes' ? inTheWayOfReplacing(table, facts, target) : []),
  ];
  if (refusals.length > 0) return { kind: 'refuse', refusals };
  return { kind: facts.isFed === 'yes' ? 'replace-extents' : 'rename' };
}

/** What leaves a table that stays would have to be read to be kept; and while a renamed table has no policy of its own yet, update policies that read it fail. */
function besideHidden(table: string, { hidden, isFed, feeds }: SwapFacts): readonly SwapRefusal[] {
  if (isFed === 'yes') return hidden.map((why) => isHidden(table, `${why} and update policies fill it`));
  return feeds.length === 0 ? [] : hidden.map((why) => feedsHidden(table, why, feeds));
}

function inTheWayOfReplacing(
  table: string,
  { feeds, isRestricted }: SwapFacts,
  target: SwapTarget,
): readonly SwapRefusal[] {
  if (target === 'absent') return [isGone(table)];
  return [
    ...(isRestricted === 'yes' ? [isHidden(table, 'an update policy fills it and it has restricted view access')] : []),
    ...(feeds.length > 0 ? [isFedAndFeeds(table, feeds)] : []),
    ...(target === 'untimed' ? [isUntimed(table)] : []),
  ];
}

function hasView(table: string, view: string): SwapRefusal {
  return {
    reason: `the materialized view ${view} is made from it, and would count restored rows once more`,
    next: `Stop what ingests into ${table}, drop ${view}, restore, and create ${view} again with backfill=true if ${table} then holds all that it was made of; or put ${table} beside the live tables with as.`,
  };
}

function isHidden(table: string, why: string): SwapRefusal {
  return {
    reason: `${why}, and copies of its rows could be read by everybody`,
    next: `Turn that policy off while nobody else reads ${table}, restore, and turn it on again; or run its restore.kql from the snapshot where only the right people can read.`,
  };
}

function feedsHidden(table: string, why: string, feeds: readonly string[]): SwapRefusal {
  return {
    reason: `${why}, and update policies that fill ${feeds.join(', ')} from it would fail while it is swapped`,
    next: `Stop what ingests into ${table}, delete these update policies, restore, and set them again, as deploy does.`,
  };
}

function isMirrored(table: string): SwapRefusal {
  return {
    reason: 'it is mirrored to OneLake, and nothing says what becomes of the copy when the table is replaced',
    next: `Put ${table} beside the live tables with as, and append from there what you need.`,
  };
}

function isGone(table: string): SwapRefusal {
  return {
    reason: 'an update policy of the snapshot fills it, and would do so while it is staged',
    next: `Create ${table} with its update policy first, as deploy does; then run restore again with newer-rows: keep.`,
  };
}

function isFedAndFeeds(table: string, feeds: readonly string[]): SwapRefusal {
  return {
    reason: `an update policy fills it, and others fill ${feeds.join(', ')} from it, which would derive restored rows once more`,
    next: `Stop what ingests into its sources, delete the update policy of ${table}, restore, and set the policy again, as deploy does.`,
  };
}

function isUntimed(table: string): SwapRefusal {
  return {
    reason:
      'an update policy fills it and its IngestionTime policy is off, so nothing tells rows that arrive while it is replaced',
    next: `Stop what ingests into its sources, delete the update policy of ${table}, restore, and set the policy again, as deploy does.`,
  };
}
