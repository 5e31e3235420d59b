/** What is supported, where it is documented, which test shows it, and how this engine differs from the page. */
export interface Entry {
  /** Below https://learn.microsoft.com/kusto/management/, or below https://learn.microsoft.com/kusto/ with a leading slash; or an address in whole. */
  readonly page: string;
  /** `file: name of the test`; the files are `__tests__/contract/local-cluster/FILE.test.ts`. */
  readonly witness: string;
  readonly differs?: string;
}

/** A command. Its witness sends it, and the tests together send every property in `with (…)`. */
export interface SupportedCommand extends Entry {
  /** The first words, as a user writes them. */
  readonly form: string;
  readonly properties?: readonly string[];
}

type More = Pick<SupportedCommand, 'properties' | 'differs'>;

export type SupportedCommands = Readonly<Record<string, SupportedCommand>>;

export function command(form: string, page: string, witness: string, more: More = {}): SupportedCommand {
  return { form, page, witness, ...more };
}

export function addressOf(page: string): string {
  if (page.startsWith('https://')) return page;
  return `https://learn.microsoft.com/kusto${page.startsWith('/') ? page : `/management/${page}`}`;
}
