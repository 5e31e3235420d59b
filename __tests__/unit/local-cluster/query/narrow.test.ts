import { narrowChoices, narrowSearch } from '../../../../local-cluster/query/parser/narrow.ts';
import type { BestOf, Grammar, PartialParser, TokenSource } from '../../../../local-cluster/query/parser/raw.ts';
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

const pick = (words: readonly string[]): string => words[random.below(words.length)] ?? '';
const phrase = (): string[] =>
  [
    '.',
    pick(['show', 'alter', 'drop']),
    pick(['table', 'column', 'database']),
    pick(['a', 'b', 'x']),
    pick(['c', 'd']),
  ].slice(0, 2 + random.below(4));

test('among many grammars the same one is chosen for every text, and few are asked', () => {
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

/** As the parser searches: how far those came that came farthest, and, into the first list it is given, which they are. */
function searcher(): PartialParser {
  const search = (source: TokenSource, grammars: readonly Grammar[]) => {
    const came = grammars.map((grammar) => ({ grammar, far: Math.abs(grammar.Scan(source, 0) + 0.5) - 0.5 }));
    const far = Math.max(...came.map((each) => each.far));
    return { far, best: came.filter((each) => each.far === far).map(({ grammar }) => grammar) };
  };
  return {
    ScanPartialBest: (_input, grammars, source) => search(source, grammars).far,
    ParsePartialBest: (_input, grammars, source, _start, output) => {
      const { far, best } = search(source, grammars);
      if (Array.isArray(output)) output.push(...best);
      return far;
    },
  };
}

test('the commands that a text comes closest to are the same ones for every text', () => {
  const grammars = Array.from({ length: 150 }, () => grammarOf([...phrase(), 'end', 'last']));
  const [all, narrowed] = [searcher(), searcher()];
  narrowSearch(narrowed);
  const closest = (partial: PartialParser, text: readonly string[]) => {
    const output: Grammar[] = [];
    const far = partial.ParsePartialBest({}, grammars, sourceOf(text), 0, output);
    const places = output.map((grammar) => grammars.indexOf(grammar));
    return { far, places, scanned: partial.ScanPartialBest({}, grammars, sourceOf(text), 0) };
  };
  random.check(() => {
    for (let text = 0; text < 300; text += 1) {
      const given = [...phrase(), ...(random.below(2) === 0 ? ['end'] : [])].slice(0, 1 + random.below(6));
      if (random.below(3) === 0) given[random.below(given.length)] = 'other';
      expect([given, closest(narrowed, given)]).toEqual([given, closest(all, given)]);
    }
  });
});
