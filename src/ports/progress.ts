/** Tells the person who waits what goes on. Losing a line changes no result. */
export interface Progress {
  /** A phase begins; one line, no full stop. */
  phase(text: string): void;
  /** Something worth a line happened. */
  note(text: string): void;
  warn(text: string): void;
}
