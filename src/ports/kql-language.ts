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

/** Nothing is known of the text, good or bad. */
export interface NotLookedAt {
  readonly kind: 'not-looked-at';
  /** The rest of a sentence about the text, without a full stop. */
  readonly why: string;
}

export interface LookedAt {
  readonly kind: 'looked-at';
  /** In the order of the text. None for a command that the parser does not know, and none about what it cannot see: other clusters and databases, stored query results, graph models. */
  readonly findings: readonly KqlFinding[];
  /** Of a query's answer, in order; undefined where the parser finds something in it, or cannot tell a name or a type. */
  readonly columns: readonly Column[] | undefined;
}

/** One schema, as the parser sees it. Its answers do not change. */
export interface KqlReader {
  /** A text that is too long, or on which the parser itself fails, is not looked at. */
  look(text: string): LookedAt | NotLookedAt;
}

/** Microsoft's parser of KQL and management commands. Source: https://www.npmjs.com/package/@kusto/language-service-next */
export interface KqlLanguage {
  /** The first call loads the parser, which takes about a second. Never rejects: where the parser does not load, or fails on the schema, nothing can be looked at. */
  read(schema: KqlSchema): Promise<KqlReader | NotLookedAt>;
}
