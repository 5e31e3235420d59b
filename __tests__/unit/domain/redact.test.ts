import { createRedact, cutTo, firstLine, redact } from '../../../src/domain/redact.ts';

test.each([
  ['https://s/c?sv=1&sig=AbC%2Fd%3D&se=2', 'https://s/c?sv=1&sig=***&se=2'],
  ['https://s/c?SIG=AbC', 'https://s/c?SIG=***'],
  ['url=https%3A%2F%2Fs%3Fsig%3DAbC%252F', 'url=https%3A%2F%2Fs%3Fsig%3D***'],
  ['AccountName=a;AccountKey=Zm9v+/==;EndpointSuffix=x', 'AccountName=a;AccountKey=***;EndpointSuffix=x'],
  ['Endpoint=https://s;SharedAccessSignature=sv=1', 'Endpoint=https://s;SharedAccessSignature=***'],
  ['.ingest into table T (h@"https://s/c;a2V5")', '.ingest into table T (h@"***")'],
  [`.export to csv (h'https://s/c?x') <| T`, `.export to csv (h'***') <| T`],
  [`(@"https://s/c;${'a1+/'.repeat(12)}==")`, '(@"https://s/c;***")'],
  ['Server=s;User ID=u;Password=p4ss;Encrypt=true', 'Server=s;User ID=u;Password=***;Encrypt=true'],
  ['Authorization: Bearer abcdefgh.ijk', 'Authorization: Bearer ***'],
  ['token eyJhbGciOi.eyJzdWIiOi.c2lnbmF0 end', 'token *** end'],
  ['{"u":"?sig=abc","next":1}', '{"u":"?sig=***","next":1}'],
])('%s', (text, expected) => {
  expect(redact(text)).toBe(expected);
  expect(redact(expected)).toBe(expected);
});

test('ordinary words stay', () => {
  const text = 'design=1 signature sign-in signal, a bearer of news, sig is a word';
  expect(redact(text)).toBe(text);
});

test('known secrets are replaced wherever they occur, the longest first; tiny ones are not', () => {
  expect(createRedact(['secret', 'secretword', 'a', ''])('a secretword and a secret')).toBe('a *** and a ***');
});

const hidden = `x ${'a'.repeat(80)} h"${'Passw0rd-'.repeat(5)}"`;

test('a secret is replaced before its text is cut, also one of several lines', () => {
  expect(firstLine(hidden)).toBe(`x ${'a'.repeat(80)} h"***"`);
  expect(firstLine(`x h\`\`\`secret ${'b'.repeat(200)}\nmore\`\`\` end\nnext`)).toBe('x h```***``` end');
  expect(firstLine('c'.repeat(101))).toBe(`${'c'.repeat(100)}…`);
  expect(cutTo(90, hidden)).not.toContain('Passw0rd');
});
