import { killAtRequests } from './every-request.ts';

/** It takes minutes where other tests share the cores, in milliseconds. */
const patience = 1_500_000;

/** The other half is a file of its own, so that both run at once. */
test(
  'restore, killed after the cluster did what it asked and before it was told so, ends well when it is run again, at every odd request',
  () => killAtRequests('before-answer', '.drop column Direct.Name', { first: 1, oneIn: 2 }),
  patience,
);
