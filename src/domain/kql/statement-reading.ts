import type { Column } from '../column.ts';
import type { Entity } from './entity.ts';
import type { PolicyReading } from './policy.ts';

/**
 * What one command does to what. Words are in lower case. Everything that could not be read is absent, never guessed: a reader decides by what is
 * there.
 */
export interface StatementReading {
  /** `create-or-alter`, `set-or-append`, …; empty when the text is not a command. */
  readonly verb: string;
  /** `table`, `tables`, `column`, `function`, `materialized-view`, `external-table`, …; empty when the verb has none. */
  readonly noun: string;
  /**
   * What is done with the noun: `columns`, `based-on`, `policy`, `folder`, `docstring`, `column-docstrings`, `ingestion` (a mapping), `data`,
   * `records`, `drop-columns`, `type`, `query`, …; empty when nothing is said beyond the name.
   */
  readonly action: string;
  readonly policy?: PolicyReading;
  readonly entities: readonly Entity[];
  /** Columns declared for the only table of the command. */
  readonly columns?: readonly Column[];
  /** Columns named by `.drop table T columns (…)`. */
  readonly droppedColumns?: readonly string[];
  /** The `with (…)` of ingestion commands and materialized views, in lower case; absent when it cannot be read. */
  readonly properties?: ReadonlyMap<string, string>;
  /** The command may act on more than the entities it names. */
  readonly reach: 'named' | 'open';
}

/** What follows the noun of a command. */
export type TargetReading = Omit<StatementReading, 'verb' | 'noun'>;

export const unreadTarget: TargetReading = { action: '', entities: [], reach: 'open' };
