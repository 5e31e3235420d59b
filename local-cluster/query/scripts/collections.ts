import { type Json, numberOf, propertiesOf, readJson, writeJson } from '../json.ts';

const arrayOf = (text: string): readonly Json[] | undefined => {
  const value = readJson(text);
  return Array.isArray(value) ? value : undefined;
};
const same = (value: Json): string => writeJson(value, 'sorted');
const bagText = (properties: Iterable<readonly [string, Json]>): string => writeJson(Object.fromEntries(properties));

/** Numbers, then texts, then everything else. Source: https://learn.microsoft.com/kusto/query/array-sort-asc-function */
function rank(value: Json): number {
  if (numberOf(value) !== undefined) return 0;
  return typeof value === 'string' ? 1 : 2;
}

function compare(left: Json, right: Json): number {
  const [first, second] = [numberOf(left), numberOf(right)];
  if (first !== undefined && second !== undefined) return first - second;
  if (rank(left) !== rank(right)) return rank(left) - rank(right);
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  return 0;
}

/** The array in order; its nulls come first or last in either direction. */
export function sortArray(text: string, direction: string, nulls: string): string | undefined {
  const values = arrayOf(text);
  if (values === undefined) return undefined;
  const sign = direction === 'asc' ? 1 : -1;
  const sorted = values.filter((value) => value !== null).sort((left, right) => sign * compare(left, right));
  const empty = values.filter((value) => value === null);
  return writeJson(nulls === 'last' ? [...sorted, ...empty] : [...empty, ...sorted]);
}

type SetRule = (left: readonly Json[], right: readonly Json[]) => readonly Json[];
const keys = (values: readonly Json[]): ReadonlySet<string> => new Set(values.map(same));
const setRules: Readonly<Record<string, SetRule>> = {
  union: (left, right) => [...left, ...right],
  intersect: (left, right) => left.filter((value) => keys(right).has(same(value))),
  difference: (left, right) => left.filter((value) => !keys(right).has(same(value))),
};

/** Distinct elements in order of first appearance. Source: https://learn.microsoft.com/kusto/query/set-union-function */
export function combineSets(kind: string, left: string, right: string): string | undefined {
  const [first, second] = [arrayOf(left), arrayOf(right)];
  if (first === undefined || second === undefined) return undefined;
  const all = setRules[kind]?.(first, second) ?? [];
  return writeJson([...new Map(all.map((value) => [same(value), value])).values()]);
}

/** Where a key is in both, the left bag's value stays. Source: https://learn.microsoft.com/kusto/query/bag-merge-function */
export function mergeBags(left: string, right: string): string | undefined {
  const [first, second] = [propertiesOf(readJson(left)), propertiesOf(readJson(right))];
  if (first === undefined) return second === undefined ? undefined : bagText(second);
  const known = new Set(first.map(([name]) => name));
  return bagText([...first, ...(second ?? []).filter(([name]) => !known.has(name))]);
}

/** Source: https://learn.microsoft.com/kusto/query/bag-remove-keys-function */
export function removeKeys(bag: string, names: string): string | undefined {
  const properties = propertiesOf(readJson(bag));
  const unwanted = new Set((arrayOf(names) ?? []).map(String));
  return properties === undefined ? undefined : bagText(properties.filter(([name]) => !unwanted.has(name)));
}

/** Source: https://learn.microsoft.com/kusto/query/bag-set-key-function */
export function setKey(bag: string, name: string, value: string): string | undefined {
  const properties = propertiesOf(readJson(bag));
  return properties === undefined ? undefined : bagText([...properties, [name, readJson(value)]]);
}

/** Arrays side by side, the shorter ones filled with nulls. Source: https://learn.microsoft.com/kusto/query/zip-function */
export function zipArrays(text: string): string | undefined {
  const arrays = (arrayOf(text) ?? []).map((value) => (Array.isArray(value) ? value : [value]));
  const length = Math.max(0, ...arrays.map((array) => array.length));
  return writeJson(Array.from({ length }, (_value, at) => arrays.map((array) => array[at] ?? null)));
}

/** All properties of the bags in a list, the first value of each name; what is no bag is left out. */
export function gatherBags(text: string): string {
  const found = new Map<string, Json>();
  for (const bag of arrayOf(text) ?? [])
    for (const [name, value] of propertiesOf(bag) ?? []) if (!found.has(name)) found.set(name, value);
  return bagText(found);
}
