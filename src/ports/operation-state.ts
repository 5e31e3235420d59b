import type { TooBig } from '../domain/problem.ts';

/** How far a command is that goes on after its answer. */
export type OperationState =
  | { readonly kind: 'running' }
  | { readonly kind: 'completed' }
  | {
      readonly kind: 'failed';
      readonly state: string;
      readonly message: string;
      readonly transient: boolean;
      /** Why the work was more than one command can do, when that is the reason. */
      readonly tooBig?: TooBig;
    }
  /** In no log of the service: whether it ran cannot be told. */
  | { readonly kind: 'lost' };
