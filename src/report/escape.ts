/**
 * Neutralises names that others chose, for GitHub-flavoured markdown outside code: no HTML, links, emphasis, table cells, mentions,
 * issue references or line breaks come out of them.
 */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_~|[\]#]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll('@', '&#64;')
    .replace(/:\/\//g, '&#58;//')
    .replace(/^(\s*)([-+=])/, '$1&#8203;$2')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1&#8203;$2');
}

/** A markdown code span that nothing inside can end. Pipes are escaped so that it may stand in a table. */
export function codeSpan(text: string): string {
  const inner = oneLine(text).replaceAll('|', '\\|');
  const fence = '`'.repeat(longestRun(inner) + 1);
  const padding = /^`|`$|^ .* $/.test(inner) ? ' ' : '';
  return inner === '' ? '' : `${fence}${padding}${inner}${padding}${fence}`;
}

/** A fenced block that nothing inside can end. */
export function codeBlock(language: string, text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`;
}

/** For terminals: no control characters, so no colours or cursor moves come out of foreign names. Line breaks stay. */
export function escapeTerminal(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(controls, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** For the log of a GitHub runner, which reads `::command::` at the start of a line and `##[command]` anywhere. */
export function escapeRunnerLog(text: string): string {
  return escapeTerminal(text)
    .replace(/^(\s*):(?=:)/gm, '$1:\u200b')
    .replaceAll('##[', '##\u200b[');
}

/** Line breaks become visible, other control characters are dropped. */
export function oneLine(text: string): string {
  return text.replace(/\r\n|[\r\n\u0085\u2028\u2029]/g, ' ⏎ ').replace(controls, '');
}

/** C0 without tab and newline, DEL, C1, and the marks that reorder text. */
const controls = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
