import { killAtEveryRequest } from './every-request.ts';

test('restore, killed right after it got an answer, ends well when it is run again, at every request', () =>
  killAtEveryRequest('after-answer', '.clear table Direct data'));
