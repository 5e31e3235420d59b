/** Whom a table of the tool lets see its rows: one principal, as `DatabaseSecurity.principal` says it, all of them; everybody else none. */
export type Admitted = { readonly principal: string } | 'nobody';

/**
 * What a table has of row level security. `none`: no policy, or one that is off. `own`: one that `admit` set on the table `of`, which may have another name
 * by now; then it lets nobody see anything. `other`: any other.
 */
export type RowSecurity =
  | { readonly kind: 'none' | 'other' }
  | { readonly kind: 'own'; readonly of: string; readonly admitted: Admitted };

/**
 * Row level security of the tool's own tables. Methods keep to the contract of the other parts of the database.
 * Source: https://learn.microsoft.com/kusto/management/row-level-security-policy
 */
export interface DatabaseSecurity {
  /** Who runs this to policies, such as `aadapp=<id>;<tenant>`. Rejects with `refused` when the service does not say, or would not admit that name. */
  principal(): Promise<string>;
  rowSecurity(table: string): Promise<RowSecurity>;
  /** Sets the policy, in place of any other. Table Admin is enough. Repeatable. */
  admit(table: string, admitted: Admitted): Promise<void>;
  /** The command that lets nobody see rows of a table of the tool, for who does it by hand. Sends nothing. */
  closing(table: string): string;
}
