import type { SourcePosition } from '../domain/problem.ts';

/** How far a long work has come. */
export interface Step {
  /** What just ended, in words, and how many rows it had. */
  readonly what: string;
  readonly rows: bigint;
  /** Rows done so far, of all. */
  readonly done: bigint;
  readonly all: bigint;
  /** Bytes written or read so far. */
  readonly bytes: number;
  /** Since the work began. */
  readonly milliseconds: number;
}

/** Tells the person who waits what goes on. Losing a line changes no result. */
export interface Progress {
  /** A phase begins; one line, no full stop. */
  phase(text: string): void;
  /** Something worth a line happened. */
  note(text: string): void;
  /** A part of a long work ended. Of many in a short time only some are shown. */
  advance(step: Step): void;
  /** With a place in a file, an annotation there in a workflow. */
  warn(text: string, at?: SourcePosition): void;
}
