import { checkWords } from '../../../local-cluster/commands/checks.ts';
import { commands } from '../../../local-cluster/commands/index.ts';
import { knownSpelling } from '../../../local-cluster/commands/spelling.ts';
import { unparsedCommand } from '../../../local-cluster/commands/unparsed.ts';
import type { Command } from '../../../local-cluster/query/command.ts';
import { recognizedCommand } from '../../../local-cluster/query/parser.ts';
import { clauseWords } from '../../../local-cluster/supported/clause-words.ts';
import { commandSamples } from '../../contract/local-cluster/command-samples.ts';
import { sampleCatalog } from './query/sample.ts';

/** Words that the grammar takes in many commands, and before which of the other words; at the end, where there are fewer. */
const optional: Readonly<Record<string, number>> = { async: 1, ifnotexists: 2, ifexists: 99 };

const filled = (text: string): string =>
  text
    .replace('#', 'h"https://storage/place;key"')
    .replace(/\({file}\)/, '(h"https://storage/place;key")')
    .replaceAll(/\{(?:version|file|extent|operation)\}/g, '74d94b2e-0b5f-4d4e-9b5e-0d6c1c1c8f10');

const samples = commandSamples
  .map(([kind, text]) => [kind, knownSpelling(filled(text))] as const)
  .filter(([kind, text]) => kind !== '' && unparsedCommand(text) === undefined);
const first = [...new Map([...samples].reverse())].filter(
  ([kind]) => /^(?:Create|Drop|Set|Append|Export|Clear|Delete)/.test(kind) && !/Policy|Role/.test(kind),
);

const recognized = (text: string): Command | undefined => recognizedCommand(text, sampleCatalog);

function isRefused(command: Command): boolean {
  try {
    checkWords(command);
    return false;
  } catch (cause) {
    expect(cause).toMatchObject({ code: 'LOCAL0001' });
    return true;
  }
}

/** The command with a word more, where it still is the same command. */
function withWord([kind, text]: readonly [string, string], [word, place]: readonly [string, number]): Command[] {
  const [head = ''] = text.split(/\s(?:<\||\|)\s?/);
  const at = [...head.matchAll(/\s+/g)][place - 1]?.index ?? head.length;
  const more = recognized(`${text.slice(0, at)} ${word}${text.slice(at)}`);
  return more?.kind === kind && more.words.includes(word) ? [more] : [];
}

test('the registry of words names commands that exist', () => {
  expect(Object.keys(clauseWords).filter((kind) => !Object.hasOwn(commands, kind))).toEqual([]);
});

/** Whether a word is refused where the registry does not list it. */
function judged(command: Command, word: string): 'listed' | 'refused' | 'accepted' {
  const listed = clauseWords[command.kind] ?? [];
  if (isRefused(command)) return 'refused';
  return listed === 'read' || listed.includes(word) ? 'listed' : 'accepted';
}

test('a word that the grammar takes and the registry does not list is refused', () => {
  const found: string[] = [];
  for (const sample of first) {
    const own = recognized(sample[1])?.words ?? [];
    for (const [word, place] of Object.entries(optional).filter(([each]) => !own.includes(each)))
      for (const command of withWord(sample, [word, place]))
        found.push(`${command.kind}: ${word} ${judged(command, word)}`);
  }
  expect(found.filter((line) => line.endsWith('accepted'))).toEqual([]);
  expect(found).toContain('ClearTableData: async refused');
  expect(found.filter((line) => line.endsWith('listed')).length).toBeGreaterThan(5);
});

test('a word in the place of a clause is refused by name', () => {
  const command = recognized('.clear async table T data');
  expect(command?.words).toContain('async');
  expect(() => checkWords({ kind: 'ClearTableData', words: command?.words ?? [] })).toThrow("'async'");
  expect(() => checkWords({ kind: 'ShowTables', words: ['show', 'tables', 'gravity'] })).toThrow("'gravity'");
});
