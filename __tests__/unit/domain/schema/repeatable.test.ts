import { isRepeatable } from '../../../../src/domain/schema/repeatable.ts';

test.each([
  ['.set-or-replace T <| S', true],
  ['.set-or-replace T with (folder="T") <| S | where T1 > 0 // not T', true],
  ['.set-or-replace T <| S // T', true],
  ['.set-or-replace T <| S | join (T) on a', false],
  [".set-or-replace ['my T'] <| ['my T'] | take 1", false],
  ['.set-or-replace T <| table("T")', false],
  ['.set-or-replace async T <| union T, S', false],
  ['.set-or-replace T <| union R, S', true],
  ['.set-or-replace T <| union *', false],
  ['.set-or-replace T <| union Old*, S', false],
  ['.set-or-replace T <| search "x"', false],
  ['.clear table T data', true],
  ['.append T <| S', false],
  ['.set-or-append T <| S', false],
  ['.rename table T to U', false],
])('%s comes to the same when it runs twice: %s', (text, expected) => {
  expect(isRepeatable(text, 'D')).toBe(expected);
});
