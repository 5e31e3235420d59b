import { killAtRequests } from './every-request.ts';

/** It takes minutes, and more where other tests share the cores, in milliseconds. */
const patience = 1_500_000;

test(
  'restore, killed after the cluster did what it asked and before it was told so, ends well when it is run again, at every request',
  () => killAtRequests('before-answer', '.drop column Direct.Name', 1),
  patience,
);
