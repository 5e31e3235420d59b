import { sha256 } from './digest.ts';

/** Names that Windows keeps for devices. Source: https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:$|\.)/i;
const longest = 120;

/**
 * A file name, without folder and extension, for each name of an object: safe on every file system, readable where the name is, and another for each name, also where a file system does
 * not tell upper from lower case.
 */
export function fileNamesOf(names: Iterable<string>): ReadonlyMap<string, string> {
  const safe = [...names].map((name) => [name, safeName(name)] as const);
  const counts = new Map<string, number>();
  for (const [, file] of safe) counts.set(file.toLowerCase(), (counts.get(file.toLowerCase()) ?? 0) + 1);
  return new Map(
    safe.map(([name, file]) => {
      const isAlone = counts.get(file.toLowerCase()) === 1 && file.length <= longest;
      return [name, isAlone ? file : `${file.slice(0, longest)}~${sha256(name).slice(0, 8)}`];
    }),
  );
}

/** Letters and digits of ASCII, `_`, `-`, `.` and blanks stay where they do no harm; the rest is written as `%` and its bytes. No file of an object is one of an assertion. */
function safeName(name: string): string {
  const plain = [...name].map((character) => (/[\w. -]/.test(character) ? character : encoded(character))).join('');
  const ended = plain.replace(/[. ]$/, (last) => encoded(last)).replace(/\.(?=assert$)/i, (point) => encoded(point));
  const first = ended.charAt(0);
  return /[. -]/.test(first) || reserved.test(ended) ? `${encoded(first)}${ended.slice(1)}` : ended;
}

function encoded(character: string): string {
  return [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
