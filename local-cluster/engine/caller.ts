import { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestOptions } from '../query/request-options.ts';

/** On whose behalf, and by which words, something happens now. */
export interface Caller {
  /** As role commands spell it, such as `aadapp=id;tenant`. */
  readonly principal: string;
  /** The command's text; empty for a query and for what the cluster does by itself. */
  readonly text: string;
  readonly options: RequestOptions;
  /** Ends what runs for a request that takes too long; its reason is what the request is answered with. */
  readonly deadline?: AbortSignal;
}

/** Who calls when nobody signed in. */
export const localPrincipal = 'aadapp=local;local';

/** What the cluster does by itself. */
export const systemCaller: Caller = { principal: '', text: '', options: {} };

const callers = new AsyncLocalStorage<Caller>();

/** Runs work for a caller; everything it starts, however late, belongs to the same one. */
export function actFor<T>(caller: Caller, work: () => T): T {
  return callers.run(caller, work);
}

/** The caller of what runs now. */
export function presentCaller(): Caller {
  return callers.getStore() ?? { ...systemCaller, principal: localPrincipal };
}
