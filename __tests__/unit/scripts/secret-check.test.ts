import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { maskSecrets } from '../../../local-cluster/journal.ts';
import { formsOf, secretProblems } from '../../../scripts/secret-check.ts';

const key = `${'Ab3+/x'.repeat(14)}Zz==`;
const signature = 'q1/w2+e3r4t5y6u7i8o9p0==';

/** What is found in a journal with this line among harmless ones, when the key and the signature are known. */
async function foundIn(text: string, known: readonly string[] = [key, signature]): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'secrets-'));
  const lines = ['.show tables', text].map((each) => JSON.stringify({ text: each, status: 200 }));
  await writeFile(join(folder, '1-2.jsonl'), `${lines.join('\n')}\n`);
  await writeFile(join(folder, '1.secrets'), JSON.stringify(known));
  const problems = secretProblems(folder, known.length === 0 ? 'partial' : 'whole');
  await rm(folder, { recursive: true });
  return problems;
}

test('a secret that a cluster left is found in every form, alone and within a text', async () => {
  for (const secret of [key, signature])
    for (const form of formsOf(secret))
      expect(await foundIn(`a word, ${form}, and more`)).toContain(
        'Line 2 of the journal 1-2.jsonl holds a known secret.',
      );
  expect(new Set(formsOf(signature)).size).toBe(3);
});

test.each([
  ['a signature', 'https://s/c?sv=2&sig=abc%2Fdef&se=9'],
  ['a signature', 'https%3A%2F%2Fs%2Fc%3Fsv%3D2%26sig%3Dabc'],
  ['a signature', 'x%253Fsig%253Dabc'],
  ['a signature', '.ingest into table T ("https://s/c?sig=abc")'],
  ['an account key', `AccountName=a;AccountKey=short`],
  ['an account key', key],
  ['an account key', encodeURIComponent(key).replaceAll('%2B', '+').replaceAll('%2F', '/')],
  ['a token', `eyJhbGciOiJub25lIn0.eyJhcHBpZCI6ImEifQ.`],
  ['a token', 'Authorization: Bearer abcdefghijkl'],
])('%s nobody knows is found by its shape: %s', async (what, text) => {
  expect(await foundIn(text, [])).toEqual([`Line 2 of the journal 1-2.jsonl holds ${what}.`]);
});

test('a whole run in which no cluster left its secrets proves nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'secrets-'));
  const problems = [secretProblems(folder, 'whole'), secretProblems(folder, 'partial')];
  await rm(folder, { recursive: true });
  expect(problems).toEqual([['No cluster left its secrets, so the journals prove nothing.'], []]);
});

test('what is masked is no secret, and the mask hides each', async () => {
  const place = `h@"https://s/c?sv=2&sig=${encodeURIComponent(signature)}"`;
  for (const text of [place, place.slice(2), `https://s/c;token=${signature}`])
    expect(await foundIn(maskSecrets(`.export to parquet (${text}) <| T`))).toEqual([]);
  expect(await foundIn('T | where sig == "x" and design=true | project signature')).toEqual([]);
});
