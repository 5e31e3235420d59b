import { showCount } from '../report/numbers.ts';

/** More than these are counted, not named, in one line. */
export const mostNamed = 10;

/** The first ten, and how many more there are. */
export function named(names: readonly string[], separator = ', '): string {
  const rest = names.length - mostNamed;
  const said = names.slice(0, mostNamed).join(separator);
  return rest > 0 ? `${said} and ${showCount(rest)} more` : said;
}
