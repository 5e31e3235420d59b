import { documentOf } from '../../report/document.ts';
import { oneLine } from '../../report/escape.ts';
import { renderJson } from '../../report/json.ts';
import { redactReport } from '../../report/redact-report.ts';
import { type Palette, renderText } from '../../report/text.ts';
import type { Environment } from '../environment.ts';
import type { Host } from '../host.ts';
import { stepLines } from '../step-lines.ts';
import { createVeil } from '../veil.ts';

/** A place to write to, as Node streams are. */
export interface Sink {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface TerminalOptions {
  readonly output: 'text' | 'json';
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  readonly workingDirectory: string;
}

/** The report goes to standard output, everything else to standard error. */
export function createTerminal(options: TerminalOptions): Host {
  const veil = createVeil();
  const say = (text: string): void => {
    options.stderr.write(`${veil.redact(text)}\n`);
  };
  return {
    spell: (input) => `--${input}`,
    signal: options.signal,
    workingDirectory: options.workingDirectory,
    hide: veil.hide,
    trace: say,
    progress: {
      phase: (text) => say(`== ${oneLine(text)}`),
      note: (text) => say(`   ${oneLine(text)}`),
      advance: stepLines((line) => say(`   ${oneLine(line)}`)),
      warn: (text, at) => say(`!! ${at === undefined ? '' : `${at.file}:${at.line}: `}${oneLine(text)}`),
    },
    show: async (report) => {
      const run = redactReport(report, veil.redact);
      const text =
        options.output === 'json'
          ? renderJson(run)
          : veil.redact(renderText(documentOf(run), paletteFor(options.stdout, options.environment)));
      options.stdout.write(text);
    },
  };
}

/** See https://no-color.org: set and not empty means plain. */
function paletteFor(sink: Sink, environment: Environment): Palette {
  return sink.isTTY === true && (environment.NO_COLOR ?? '') === '' ? 'colour' : 'plain';
}
