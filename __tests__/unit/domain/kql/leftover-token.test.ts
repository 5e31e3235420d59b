import { leftoverTokens } from '../../../../src/domain/kql/leftover-token.ts';
import { splitScript } from '../../../../src/domain/kql/script.ts';
import { readStatement } from '../../../../src/domain/kql/statement-kind.ts';

function found(text: string): readonly string[] {
  return splitScript({ path: 'f.kql', text })
    .statements.flatMap((one) => leftoverTokens(one, readStatement(one.text)))
    .map(({ summary, at }) => `${/token (\S+),/.exec(summary)?.[1]} ${at?.line}:${at?.column}`);
}

test.each([
  ['.create-or-alter function F() {\n  print "##ENV##", $$days$$\n}', ['##ENV## 2:10', '$$days$$ 2:20']],
  ['.create table <prefix>Flows (a: int)', ['<prefix> 1:15']],
  ['.alter table T policy retention softdelete = $$days$$d', ['$$days$$ 1:46']],
  ["// first\n\n.alter table T folder 'x/$$a$$/$$b$$'", ['$$a$$ 3:26', '$$b$$ 3:32']],
])('tokens in %j are found in their places', (text, places) => {
  expect(found(text)).toEqual(places);
});

test.each([
  '.create-or-alter function F() { // ##NOTE##\n print a = 1 < 2, b = "<b>bold</b>", c = "$$" }',
  '.ingest inline into table T <|\n$$a$$,<b>,##C##',
  '.create-or-alter function F(a: int, b: int) { print a <b and b> a }',
])('nothing is found in %j', (text) => {
  expect(found(text)).toEqual([]);
});
