import { problemError } from '../domain/problem.ts';

/** What stops the run; a test passes its own emitter instead of the process. */
export interface SignalSource {
  on(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
}

/**
 * A signal that is aborted by the first SIGINT or SIGTERM. The second one calls `giveUp`: whoever asks twice does not want to wait.
 * Runners send both, some seconds apart, before they kill: https://docs.github.com/actions/reference/workflows-and-actions/workflow-cancellation
 */
export function listenForInterrupt(source: SignalSource, giveUp: () => void): AbortSignal {
  const controller = new AbortController();
  const interrupt = (name: string): void => {
    if (controller.signal.aborted) giveUp();
    else controller.abort(problemError({ code: 'cancelled', summary: `The run was interrupted (${name}).` }));
  };
  source.on('SIGINT', () => interrupt('SIGINT'));
  source.on('SIGTERM', () => interrupt('SIGTERM'));
  return controller.signal;
}
