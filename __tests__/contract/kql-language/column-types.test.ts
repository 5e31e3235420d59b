import { columnTypeOf, columnTypes } from '../../../src/domain/kql/column-list.ts';
import { loadParser } from '../../../src/gateways/kql-language/parser.ts';
import type { RawList, RawSymbol } from '../../../src/gateways/kql-language/raw.ts';

interface RawType extends RawSymbol {
  readonly Aliases?: RawList<string>;
}

async function typesOfParser(): Promise<ReadonlyMap<string, readonly string[]>> {
  const parser = await loadParser();
  const all: readonly RawType[] = Object.values(parser.language.Symbols.ScalarTypes);
  const named = all.filter((type) => columnTypes.includes(type?.Name));
  return new Map(named.map(({ Name, Aliases }) => [Name, parser.list(Aliases)]));
}

test('every name that the parser has for a type is known as that type', async () => {
  const types = await typesOfParser();
  expect([...types.keys()].toSorted()).toEqual([...columnTypes].toSorted());
  const names = [...types].flatMap(([type, aliases]) => [type, ...aliases].map((name) => ({ type, name })));
  expect(names.length).toBeGreaterThan(20);
  expect(names.map(({ name }) => ({ type: columnTypeOf(name), name }))).toEqual(names);
});
