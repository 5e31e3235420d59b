import * as core from '@actions/core';
import type { Annotation } from '../../report/annotations.ts';

/** What the host needs of the runner; the only door to `@actions/core`. */
export interface Toolkit {
  setSecret(secret: string): void;
  setOutput(name: string, value: string): void;
  info(text: string): void;
  warning(text: string, place?: Pick<Annotation, 'file' | 'startLine' | 'startColumn'>): void;
  startGroup(title: string): void;
  endGroup(): void;
  annotate(annotation: Annotation): void;
  setFailed(sentence: string): void;
  /** Adds to the summary of the step. */
  appendSummary(markdown: string): Promise<void>;
  getIdToken(audience: string): Promise<string>;
}

/** The toolkit of a real runner. */
export const runnerToolkit: Toolkit = {
  setSecret: core.setSecret,
  setOutput: core.setOutput,
  info: core.info,
  warning: (text, place) => core.warning(text, place),
  startGroup: core.startGroup,
  endGroup: core.endGroup,
  annotate: ({ message, ...place }) => core.error(message, place),
  setFailed: core.setFailed,
  appendSummary: async (markdown) => {
    await core.summary.addRaw(markdown).write();
  },
  getIdToken: core.getIDToken,
};
