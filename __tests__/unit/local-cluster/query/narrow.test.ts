import { narrowChoices } from '../../../../local-cluster/query/parser/narrow.ts';
import type { BestOf, Grammar, TokenSource } from '../../../../local-cluster/query/parser/raw.ts';
import { seededRandom } from '../../../fixtures/seeded-random.ts';

let scans = 0;

/** Takes the words of its phrase and as many `x` as follow; of a text that is another it tells how far it came. */
function grammarOf(phrase: readonly string[]): Grammar {
  return {
    Scan(source, start) {
      scans += 1;
      for (const [place, word] of phrase.entries())
        if (source.IsEnd(start + place) || source.Peek(start + place)?.Text !== word) return -place - 1;
      let length = phrase.length;
      while (!source.IsEnd(start + length) && source.Peek(start + length)?.Text === 'x') length += 1;
      return length;
    },
  };
}

function sourceOf(words: readonly string[]): TokenSource {
  return {
    Peek: (place) => {
      const Text = words[place];
      return Text === undefined ? null : { Kind: 1, Trivia: '', Text };
    },
    IsEnd: (place) => place >= words.length,
  };
}

/** As the parser chooses: the first of those that take most, or else how far the one that came farthest has come. */
function choose(this: BestOf, source: TokenSource, start: number): unknown {
  const lengths = this._parsers.map((grammar) => ({ grammar, length: grammar.Scan(source, start) }));
  const most = Math.max(...lengths.map(({ length }) => length));
  if (most < 0) return Math.min(...lengths.map(({ length }) => length));
  return lengths.find(({ length }) => length === most);
}

function chooser(_parsers: readonly Grammar[]): BestOf {
  return { _parsers, Scan: choose, Parse: choose, Parse$1: choose };
}

const random = seededRandom(20_260_117);

test('among many grammars the same one is chosen for every text, and few are asked', () => {
  const pick = (words: readonly string[]): string => words[random.below(words.length)] ?? '';
  const phrase = (): string[] =>
    [
      '.',
      pick(['show', 'alter', 'drop']),
      pick(['table', 'column', 'database']),
      pick(['a', 'b', 'x']),
      pick(['c', 'd']),
    ].slice(0, 2 + random.below(4));
  const grammars = Array.from({ length: 150 }, () => grammarOf(phrase()));
  const [all, narrowed] = [chooser(grammars), chooser(grammars)];
  narrowChoices(narrowed);
  const texts = Array.from({ length: 500 }, () => [
    ...phrase(),
    ...Array.from({ length: random.below(3) }, () => pick(['x', 'c', 'other'])),
  ]);
  const wanted = texts.map((text) => all.Scan(sourceOf(text), 0));
  scans = 0;
  random.check(() => {
    expect(texts.map((text) => narrowed.Scan(sourceOf(text), 0))).toEqual(wanted);
    expect(texts.map((text) => narrowed.Parse$1(sourceOf(text), 0))).toEqual(wanted);
  });
  expect(scans).toBeLessThan((texts.length * 2 * grammars.length) / 3);
});
