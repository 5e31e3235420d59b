import { type KustoType, kustoTypes } from './contract.ts';

/** Whether a word is the canonical name of a Kusto type. */
export const isKustoType = (name: string | undefined): name is KustoType => kustoTypes.some((type) => type === name);

const typeAliases: Readonly<Record<string, KustoType>> = {
  boolean: 'bool',
  int32: 'int',
  int64: 'long',
  double: 'real',
  date: 'datetime',
  time: 'timespan',
  uniqueid: 'guid',
  uuid: 'guid',
  object: 'dynamic',
};

/** The canonical type of a written one; undefined when Kusto has no such type. */
export function parseType(text: string): KustoType | undefined {
  const lower = text.trim().toLowerCase();
  return isKustoType(lower) ? lower : typeAliases[lower];
}
