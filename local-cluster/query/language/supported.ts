/** What is supported under one name, where it is documented, and how this engine differs from the page. */
export interface Supported {
  /** Path below `documentation`. */
  readonly page: string;
  /** The grammar's words for it. */
  readonly kinds?: readonly string[];
  readonly note?: string;
}

/** Where the pages are. */
export const documentation = 'https://learn.microsoft.com/kusto/query/';
