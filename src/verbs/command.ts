import type { Outcome } from '../domain/outcome.ts';
import type { Problem } from '../domain/problem.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { OnceRecord } from '../procedures/once-record.ts';
import type { Block } from '../report/blocks.ts';
import type { World } from './world.ts';

/**
 * One input of a verb. From this come the CLI flag, the Action input, the row in the reference table and the parser.
 * Names are kebab-case and the same everywhere; an empty string counts as absent.
 */
export type Input = {
  /** One line, without a full stop at the end; states the rule it obeys. */
  readonly describe: string;
  readonly required?: true;
  /** The part that must never be printed: the whole value, or the query string of a URI (a SAS). */
  readonly secret?: 'value' | 'query';
  /** That the config file may give it, and whether its value is text or a path, which begins at that file. */
  readonly config?: 'value' | 'path';
  /** The value of the config file does not count where this input is given. */
  readonly configUnless?: string;
} & (
  | { readonly type: 'text'; readonly default?: string }
  | { readonly type: 'uri'; readonly default?: string }
  | { readonly type: 'choice'; readonly choices: readonly string[]; readonly default?: string }
  /** `true` or `false`; as a CLI flag it takes no value. Absent is false. */
  | { readonly type: 'switch' }
  /** A whole number from 1 on, up to `most`. */
  | { readonly type: 'count'; readonly default?: string; readonly most?: number }
  /** An instant; the value is the engine's text of it: UTC with seven decimals. */
  | { readonly type: 'datetime' }
  /** Comma- or newline-separated; a CLI flag may be repeated. */
  | { readonly type: 'list'; readonly default?: string }
  /** Values of tokens, NAME=value, one a line; a CLI flag may be repeated. */
  | { readonly type: 'tokens' }
);

/** The value of one token. */
export interface TokenValue {
  readonly name: string;
  readonly value: string;
  /** Given for several databases, of which not all need use it. */
  readonly isShared?: true;
}

export type Inputs = Readonly<Record<string, Input>>;

type ValueOf<I extends Input> = I extends { type: 'switch' }
  ? boolean
  : I extends { type: 'list' }
    ? readonly string[]
    : I extends { type: 'tokens' }
      ? readonly TokenValue[]
      : I extends { type: 'count' }
        ? I extends { required: true } | { default: string }
          ? number
          : number | undefined
        : I extends { type: 'datetime' }
          ? I extends { required: true }
            ? string
            : string | undefined
          : I extends { type: 'choice'; choices: readonly (infer C)[] }
            ? I extends { required: true } | { default: string }
              ? C
              : C | undefined
            : I extends { required: true } | { default: string }
              ? string
              : string | undefined;

/** What a verb receives: parsed, checked and frozen. A list that was not given is empty. */
export type RequestOf<T extends Inputs> = { readonly [K in keyof T]: ValueOf<T[K]> };

export interface Output {
  readonly name: string;
  readonly describe: string;
}

/** What a verb returns; the host renders it and one function chooses the exit code. */
export interface VerbResult {
  /** Absent for verbs that only act. */
  readonly verdict?: Verdict;
  readonly outcomes: readonly Outcome[];
  readonly report: readonly Block[];
  /** Named as in `Command.outputs`; all of them that are known. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The body of the JSON document, documented in docs/json.md. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** What a verb found before its first change. */
export interface Judged {
  /** All that speaks against it. */
  readonly problems: readonly Problem[];
  /** Of the plan that would run. */
  readonly hash: string;
  /** Of the plan as `plan` shows it; the same unless commands are left out since they ran. Only with `asks: 'shown'`. */
  readonly shown: string;
  /** What is known of earlier runs that did not end. */
  readonly record: EndedTogether;
  /** Stores what is known and was said of earlier runs, and ends what they left; runs no command. */
  readonly takeUp: () => Promise<void>;
}

/** Of a run that is one of several. */
export type EndedTogether = Pick<OnceRecord, 'together' | 'finish'>;

/** Between judging and changing. */
export interface Gate {
  readonly asks: 'shown' | 'nothing';
  /** `stop` ends the run without a change; it may also throw problems. */
  readonly pass: (judged: Judged) => 'go' | 'stop';
  /** Of several runs, the ends that are open in one of them: see `readOpenEnds`. */
  readonly openEnds?: ReadonlySet<string>;
  /** Takes over how a run ends of which all ran; without it the run does that itself. */
  readonly end?: (record: EndedTogether) => void;
}

/** One verb: the row of the command table. */
export interface Command {
  readonly name: string;
  readonly group: 'start' | 'change' | 'keep' | 'prove' | 'recover' | 'workflow';
  /** One line, without a full stop. */
  readonly summary: string;
  readonly inputs: Inputs;
  readonly outputs: readonly Output[];
  /** What to do after an interruption, for verbs that go on where they stopped. */
  readonly afterInterruption?: string;
  /** `workflow`-only verbs have an action and no CLI command. */
  readonly hosts: readonly ('action' | 'cli')[];
  /** `request` has passed `parseRequest` for these inputs. Without a gate the problems that were found end the run. */
  readonly run: (request: Readonly<Record<string, unknown>>, world: World, gate?: Gate) => Promise<VerbResult>;
  /** Runs for several databases in this order; absent where the verb is for one. Each of `requests` has passed `parseRequest`; there are at least two. */
  readonly runSeveral?: (requests: readonly Readonly<Record<string, unknown>>[], world: World) => Promise<VerbResult>;
}

/** Ties the request type to the inputs, then forgets it so that all verbs fit one table. */
export function defineCommand<T extends Inputs>(
  command: Omit<Command, 'inputs' | 'run' | 'runSeveral'> & {
    readonly inputs: T;
    readonly run: (request: RequestOf<T>, world: World, gate?: Gate) => Promise<VerbResult>;
    readonly runSeveral?: (
      requests: readonly RequestOf<T>[],
      world: World,
      run: (request: RequestOf<T>, world: World, gate?: Gate) => Promise<VerbResult>,
    ) => Promise<VerbResult>;
  },
): Command {
  const { runSeveral, ...rest } = command;
  return {
    ...rest,
    run: (request, world, gate) => command.run(request as RequestOf<T>, world, gate),
    ...(runSeveral !== undefined && {
      runSeveral: (requests, world) => runSeveral(requests as readonly RequestOf<T>[], world, command.run),
    }),
  };
}
