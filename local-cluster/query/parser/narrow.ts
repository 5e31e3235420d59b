import type { BestOf, Grammar, PartialParser, TokenSource } from './raw.ts';
import { Recent } from './recent.ts';

/** Beyond these, words are names more often than keywords. */
const words = 3;
/** The choice among all commands; every other choice is among a few. */
const manyGrammars = 100;

/**
 * Lets the parser hold a text only against those of its 600 command grammars that its first words do not rule out. A grammar that failed and looked at nothing beyond
 * these words fails in the same way on every text that begins with them, so what the parser finds is the same.
 */
export function narrowChoices(prototype: BestOf): void {
  const known = new Recent<readonly Grammar[]>(500);
  for (const step of ['Scan', 'Parse', 'Parse$1'] as const) {
    const all = prototype[step];
    prototype[step] = function (source, start, ...more) {
      if (this._parsers.length < manyGrammars) return all.call(this, source, start, ...more);
      const _parsers = { value: possible(known, this._parsers, source, start) };
      return all.call(Object.create(this, { _parsers }), source, start, ...more);
    };
  }
}

/** The same for the search for the commands that a text comes closest to; where none comes beyond the first words, all have their say in what was expected there. */
export function narrowSearch(partial: PartialParser): void {
  const known = new Recent<readonly Grammar[]>(500);
  const { ScanPartialBest: scan, ParsePartialBest: parse } = partial;
  const closest = (...[input, grammars, source, start]: Parameters<typeof scan>): readonly Grammar[] => {
    const left = possible(known, grammars, source, start);
    return scan.call(partial, input, left, source, start) > words ? left : grammars;
  };
  partial.ScanPartialBest = (input, grammars, source, start) =>
    scan.call(partial, input, closest(input, grammars, source, start), source, start);
  partial.ParsePartialBest = (input, grammars, source, start, ...more) =>
    parse.call(partial, input, closest(input, grammars, source, start), source, start, ...more);
}

function possible(
  known: Recent<readonly Grammar[]>,
  grammars: readonly Grammar[],
  source: TokenSource,
  start: number,
): readonly Grammar[] {
  let [left, key] = [grammars, ''];
  for (let count = 1; count <= words; count += 1) {
    const token = source.Peek(start + count - 1);
    if (token === null || token === undefined) return left;
    key += JSON.stringify([token.Kind, token.Trivia, token.Text]);
    if (count === 1) continue;
    const before = left;
    left = known.get(key, () => notRuledOut(before, source, start, count));
  }
  return left;
}

/** Of those that are ruled out the one that came farthest stays, since how far it came is told of a text that is no command. */
function notRuledOut(
  grammars: readonly Grammar[],
  source: TokenSource,
  start: number,
  count: number,
): readonly Grammar[] {
  let seen = 0;
  const look = (place: number): void => {
    seen = Math.max(seen, place - start + 1);
  };
  const watched: TokenSource = Object.create(source, {
    Peek: {
      value: (place = 0) => {
        look(place);
        return source.Peek(place);
      },
    },
    IsEnd: {
      value: (place = 0) => {
        look(place);
        return source.IsEnd(place);
      },
    },
  });
  const tried = grammars.map((grammar) => {
    seen = 0;
    const length = grammar.Scan(watched, start);
    return { grammar, length, isOut: length < 0 && seen <= count };
  });
  const farthest = tried
    .filter(({ isOut }) => isOut)
    .reduce<(typeof tried)[number] | undefined>(
      (best, each) => (best === undefined || each.length < best.length ? each : best),
      undefined,
    );
  return tried.filter((each) => !each.isOut || each === farthest).map(({ grammar }) => grammar);
}
