import { killAtRequests } from './every-request.ts';

/** For the cluster and the storage this is what it is to die right before the answer, which is tried at every request. */
const oneIn = 4;

test('restore, killed right after it got an answer, ends well when it is run again', () =>
  killAtRequests('after-answer', '.clear table Direct data', { first: 1, oneIn }));
