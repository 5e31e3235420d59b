import type { Progress } from '../ports/progress.ts';
import type { RunReport } from '../report/run-report.ts';

/** Where the tool runs: it gives the inputs, shows what goes on and takes the report. */
export interface Host {
  /** How the user of this host writes an input. */
  readonly spell: (input: string) => string;
  /** Everything written is redacted. */
  readonly progress: Progress;
  /** Aborted when the run is to stop; `reason` is a `cancelled` problem. */
  readonly signal: AbortSignal;
  /** Where relative paths start. */
  readonly workingDirectory: string;
  /** An id token of the workflow for federated sign-in; absent where there is none. */
  readonly idToken?: (audience: string) => Promise<string>;
  /** From now on nothing that is written holds one of these. To be called before anything is written. */
  hide(secrets: readonly string[]): void;
  /** Shows the stack of a defect to the person who will report it. */
  trace(text: string): void;
  /** Shows the report; called once, last. */
  show(run: RunReport): Promise<void>;
}
