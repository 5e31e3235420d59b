import type { Column } from '../domain/column.ts';

/** What a query may name. */
export interface KqlSchema {
  readonly database: string;
  readonly tables: readonly NamedRows[];
  readonly externalTables: readonly NamedRows[];
  readonly functions: readonly { readonly name: string; readonly parameters: string; readonly body: string }[];
  readonly views: readonly { readonly name: string; readonly query: string }[];
}

export interface NamedRows {
  readonly name: string;
  readonly columns: readonly Column[];
}

/** What Microsoft's parser says against a text. */
export interface KqlFinding {
  /** Of the parser, such as KS142. */
  readonly code: string;
  /** `syntax`: of the text alone; `meaning`: of what it names. */
  readonly kind: 'syntax' | 'meaning';
  readonly message: string;
  /** Characters from the beginning of the text. */
  readonly start: number;
}

/** One schema, as the parser sees it. Its answers do not change. */
export interface KqlReader {
  /** In the order of the text. None for a command that the parser does not know, and none about other clusters and databases, which it cannot see. */
  findings(text: string): readonly KqlFinding[];
  /** The columns of a query's answer, in order; undefined where the parser finds something in it, or cannot tell a name or a type. */
  columns(query: string): readonly Column[] | undefined;
}

/** Microsoft's parser of KQL and management commands. Source: https://www.npmjs.com/package/@kusto/language-service-next */
export interface KqlLanguage {
  /** The first call loads the parser, which takes about a second. Rejects only for a bug. */
  read(schema: KqlSchema): Promise<KqlReader>;
}
