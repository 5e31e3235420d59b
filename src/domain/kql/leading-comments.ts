export interface LeadingComment {
  /** Without the slashes. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

/** Comments and blank lines before the first line that is neither, that line's number, and the text from there on. */
export function leadingComments(text: string): {
  readonly comments: readonly LeadingComment[];
  readonly rest: string;
  readonly line: number;
} {
  const lines = text.split(/\r?\n/);
  const found = lines.findIndex((line) => !/^\s*(\/\/.*)?$/.test(line));
  const end = found < 0 ? lines.length : found;
  const comments = lines.slice(0, end).flatMap((line, index) => {
    const body = /^\s*\/\/(.*)$/.exec(line)?.[1];
    return body === undefined ? [] : [{ text: body.trim(), line: index + 1 }];
  });
  return { comments, rest: lines.slice(end).join('\n'), line: Math.min(end + 1, lines.length) };
}
