import { nextToken } from '../kql/tokens.ts';

/** Whether two texts are the same query but for blanks, line ends and comments between its tokens. */
export function isSameQuery(one: string, other: string): boolean {
  return one === other || queryKey(one) === queryKey(other);
}

/** Equal for equal queries, and no query itself. */
export function queryKey(text: string): string {
  return JSON.stringify(tokensOf(text));
}

/**
 * What one token is for the parser, where blanks would make several of it; each form begins where the one before it ended. Blanks within a literal such as `datetime(2020-01-01 10:00)` belong to it.
 * Sources: https://learn.microsoft.com/kusto/query/scalar-data-types/ and https://www.npmjs.com/package/@kusto/language-service-next
 */
const forms = [
  /(?:bool|boolean|date|datetime|decimal|double|guid|int|int32|int64|long|real|time|timespan)\([^)\r\n]*\)?/y,
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/iy,
  /hint\.[a-z_]+(?!\w)/y,
  /(?:assert|commands|execute|granny|graph|macro|make|materialized|mv|parse|partition|partitioned|project|sample|scan|set|top)(?:-[a-z]+)+(?!\w)/y,
  /\d+(?:\.\d+|\.(?![.\w]))?(?:[eE][+-]?\d+)?[\p{L}\p{M}\p{N}_]*/uy,
  /#[^\r\n]*/y,
  /!(?:between|(?:contains|endswith|has|hasprefix|hassuffix|in|startswith)(?:_cs)?)(?:~(?!\w)|(?![\w~]))/y,
  /\$?[\p{L}\p{M}\p{N}_]+(?:~(?!\w))?/uy,
  /[=!]~|[=!<>]=|<>|=>|<\||\.\./y,
];

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  for (let token = nextToken(text, 0); token !== undefined; ) {
    const end = token.kind === 'comment' || token.kind === 'string' ? token.end : endOf(text, token.start);
    if (token.kind !== 'comment') tokens.push(text.slice(token.start, end));
    token = nextToken(text, end);
  }
  return tokens;
}

function endOf(text: string, start: number): number {
  for (const form of forms) {
    form.lastIndex = start;
    if (form.test(text)) return form.lastIndex;
  }
  return start + 1;
}
