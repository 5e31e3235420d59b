import { type Problem, throwProblems } from '../domain/problem.ts';
import { type LeftOut, type RecoverRule, recoverWays } from '../domain/recover-from.ts';
import type { Block } from '../report/blocks.ts';
import { suggest } from './suggest.ts';

export const recoverFrom = {
  'recover-from': {
    type: 'list',
    config: 'value',
    describe:
      'Tables that would be brought back otherwise and are left out, as name or glob=way; ways: snapshot, reference-data, recompute, none (not at all)',
  },
} as const;

/** `Table=way` per item; rejects with everything that cannot be read, each with what is near. */
export function parseRecoverFrom(items: readonly string[]): readonly RecoverRule[] {
  const parsed = items.map(parseItem);
  throwProblems(parsed.flatMap((one) => ('code' in one ? [one] : [])));
  return parsed.flatMap((one) => ('code' in one ? [] : [one]));
}

/** A table may have an equals sign in its name, a way has none. */
function parseItem(item: string): RecoverRule | Problem {
  const end = item.lastIndexOf('=');
  const [tables, word] = [item.slice(0, Math.max(end, 0)).trim(), item.slice(end + 1).trim()];
  if (end < 0 || tables === '') {
    return {
      code: 'input',
      summary: 'recover-from has an item that does not say both which tables and from what.',
      detail: `Seen: ${JSON.stringify(item)}. Expected: <name or glob>=<${recoverWays.join('|')}>.`,
    };
  }
  const from = recoverWays.find((way) => way === word);
  if (from !== undefined) return { tables, from };
  return {
    code: 'input',
    summary: `recover-from has an unknown word for ${tables}.`,
    detail: `Seen: ${JSON.stringify(word)}. Allowed: ${recoverWays.join(', ')}.${suggest(word, recoverWays, (way) => way)}`,
  };
}

export function showLeftOut(leftOut: readonly LeftOut[] | undefined): readonly Block[] {
  if (leftOut === undefined || leftOut.length === 0) return [];
  const names = leftOut.map(({ name, recoverFrom: way }) => `${name} (${way})`).join(', ');
  return [{ kind: 'sentence', text: `Left out, since they would be recovered otherwise: ${names}.` }];
}
