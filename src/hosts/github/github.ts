import type { Redact } from '../../domain/redact.ts';
import { annotationsOf, placeOf } from '../../report/annotations.ts';
import { documentOf, headlineOf } from '../../report/document.ts';
import { escapeRunnerLog } from '../../report/escape.ts';
import { renderMarkdown } from '../../report/markdown.ts';
import { redactReport } from '../../report/redact-report.ts';
import { allProblems, type RunReport } from '../../report/run-report.ts';
import { renderText } from '../../report/text.ts';
import type { Environment } from '../environment.ts';
import type { Host } from '../host.ts';
import { stepLines } from '../step-lines.ts';
import { createVeil } from '../veil.ts';
import type { Toolkit } from './toolkit.ts';

export interface GitHubOptions {
  readonly toolkit: Toolkit;
  readonly environment: Environment;
  readonly signal: AbortSignal;
}

/** A step of a GitHub workflow: phases are log groups, the report is the job summary, problems with a place are annotations. */
export function createGitHub({ toolkit, environment, signal }: GitHubOptions): Host {
  const veil = createVeil();
  const clean: Redact = (text) => escapeRunnerLog(veil.redact(text));
  const groups = createGroups(toolkit);
  return {
    spell: (input) => input,
    signal,
    workingDirectory: environment.GITHUB_WORKSPACE ?? process.cwd(),
    ...idTokenOf(toolkit, environment),
    hide: (secrets) => {
      secrets.forEach((secret) => {
        toolkit.setSecret(secret);
      });
      veil.hide(secrets);
    },
    trace: (text) => toolkit.info(clean(text)),
    progress: {
      phase: (text) => groups.open(clean(text)),
      note: (text) => toolkit.info(clean(text)),
      advance: stepLines((line) => toolkit.info(clean(line))),
      warn: (text, at) => toolkit.warning(clean(text), at === undefined ? undefined : placeOf(at)),
    },
    show: async (run) => {
      groups.close();
      await showRun(redactReport(run, veil.redact), toolkit, environment);
    },
  };
}

/** Present only when the job may ask for a token: `permissions: id-token: write`. */
function idTokenOf(toolkit: Toolkit, environment: Environment): Pick<Host, 'idToken'> {
  const granted = (environment.ACTIONS_ID_TOKEN_REQUEST_URL ?? '') !== '';
  return granted ? { idToken: toolkit.getIdToken } : {};
}

interface Groups {
  open(title: string): void;
  close(): void;
}

/** Log groups cannot be nested, so a new one ends the one before. */
function createGroups(toolkit: Toolkit): Groups {
  let isOpen = false;
  const close = (): void => {
    if (isOpen) toolkit.endGroup();
    isOpen = false;
  };
  return {
    close,
    open: (title) => {
      close();
      toolkit.startGroup(title);
      isOpen = true;
    },
  };
}

async function showRun(run: RunReport, toolkit: Toolkit, environment: Environment): Promise<void> {
  const blocks = documentOf(run);
  toolkit.info(escapeRunnerLog(renderText(blocks, 'plain')));
  for (const [name, value] of Object.entries(run.outputs)) toolkit.setOutput(name, value);
  annotate(run, toolkit);
  if ((environment.GITHUB_STEP_SUMMARY ?? '') !== '') await toolkit.appendSummary(renderMarkdown(blocks));
  if (run.exitCode !== 0) toolkit.setFailed(failureOf(run));
}

function annotate(run: RunReport, toolkit: Toolkit): void {
  const { annotations, left } = annotationsOf(allProblems(run));
  for (const annotation of annotations) toolkit.annotate(annotation);
  if (left > 0) toolkit.info(`${left} more problems have a place in a file; the summary of the job lists them.`);
}

/** One sentence: the verdict, and the cause when there is one. */
function failureOf(run: RunReport): string {
  const [first] = allProblems(run);
  return first === undefined ? headlineOf(run) : `${headlineOf(run).replace(/\.$/, '')}. ${first.summary}`;
}
