import { rewritesOf } from '../../../../src/domain/snapshot/rewritten-rows.ts';

const since = '2026-11-20T10:00:00.0000000Z';
const at = '2026-11-20T10:00:00.0000001Z';
const own = (purpose: string): string => `['kr_${purpose}_0123abcd_0']`;

test.each([
  ['.update table T delete D append A <| let D = T; let A = T;', true],
  [`.update async table ["T"] delete kr_leaving move ${own('range')} <| let kr_leaving = T;`, true],
  ['.update table U delete D append A <| let D = T; let A = T;', false],
  ['.update table T delete D append A with (whatif=true) <| let D = T; let A = T;', false],
  ['.set-or-replace T <| U', true],
  ['.set-or-replace async T with (extend_schema=true) <| U', true],
  ['.set-or-replace U <| T', false],
  ['.replace extents in table T <| {.show table T extents},{.show table U extents}', true],
  ['.replace extents in table U <| {.show table U extents},{.show table T extents}', false],
  [`.replace extents in table T with (a=b) <| {${own('drop')} | where Round==1},{${own('drop')} | where x}`, false],
  ['.rename table U to T', true],
  ['.rename table T to U', false],
  ['.rename tables Old=T, T=U', true],
  ['.rename tables U=T, V=W', false],
  [`.rename tables ${own('old')}=T, T=${own('stage')}`, false],
  ['.delete table T records <| T', false],
  ['.move extents all from table U to table T', false],
  ['.alter table T policy update []', false],
])('%s: rows of T are written anew, %s', (text, expected) => {
  expect(rewritesOf('T', [{ at, text }], since)).toHaveLength(expected ? 1 : 0);
});

test('what ended before counts for nothing, and each command once, in the order of their times', () => {
  const [a, b] = ['.set-or-replace T <| A', '.set-or-replace T <| B'];
  const commands = [
    { at: '2026-11-20T10:00:03.0000000Z', text: b },
    { at: '2026-11-20T10:00:02.1000000Z', text: a },
    { at: '2026-11-20T10:00:02.2000000Z', text: a },
    { at: '2026-11-20T09:59:59.9999999Z', text: a },
  ];
  expect(rewritesOf('T', commands, since).map((one) => one.at)).toEqual([
    '2026-11-20T10:00:02.2000000Z',
    '2026-11-20T10:00:03.0000000Z',
  ]);
});
