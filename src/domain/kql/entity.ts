import type { Column } from '../column.ts';
import type { Head, WrittenName } from './head.ts';
import type { Span } from './tokens.ts';

export type EntityKind =
  | 'table'
  | 'function'
  | 'materialized-view'
  | 'external-table'
  | 'continuous-export'
  | 'database';

/** Something that a command names, and where. */
export interface Entity {
  readonly kind: EntityKind;
  /** `subject` is what the command acts on; `source` is only read from. */
  readonly role: 'subject' | 'source';
  /** Set when the name is qualified. */
  readonly database?: string;
  readonly name: string;
  /** A bare `a.b`: either the name of one thing or a database and a name. It is given as the name. */
  readonly isDotted: boolean;
  readonly at: Span;
  readonly column?: string;
  readonly columnAt?: Span;
  /** The column's name after a rename. */
  readonly newColumn?: string;
  /** Columns declared for a table; absent when there are none or they cannot be read. */
  readonly columns?: readonly Column[];
}

export function takeEntity(head: Head, kind: EntityKind, role: Entity['role'] = 'subject'): Entity | undefined {
  const path = head.takePath();
  return path && entityOf(path, kind, role);
}

/** Takes `T.c`, the last part being the column. */
export function takeColumnEntity(head: Head): Entity | undefined {
  const path = head.takePath();
  const column = path?.at(-1);
  if (path === undefined || column === undefined || path.length < 2) return undefined;
  return { ...entityOf(path.slice(0, -1), 'table', 'subject'), column: column.name, columnAt: column.at };
}

function entityOf(path: readonly WrittenName[], kind: EntityKind, role: Entity['role']): Entity {
  const [first, last] = [path[0], path.at(-1)];
  if (first === undefined || last === undefined) throw new Error('a name without parts');
  if (path.some((part) => part.quoted) && path.length > 1) {
    const database = path.slice(0, -1).map((part) => part.name);
    return { kind, role, database: database.join('.'), name: last.name, isDotted: false, at: last.at };
  }
  const name = path.map((part) => part.name).join('.');
  return { kind, role, name, isDotted: path.length > 1, at: { start: first.at.start, end: last.at.end } };
}
