import type { Column } from '../../../domain/column.ts';
import type { TableReaders } from '../../../ports/database-changer.ts';
import { quoteName, quoteText } from '../quote.ts';

export function createTable(table: {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly folder: string;
  readonly docString: string;
}): string {
  const columns = table.columns.map(({ name, type }) => `${quoteName(name)}:${type}`).join(',');
  return `.create table ${quoteName(table.name)} (${columns}) with (folder=${quoteText(table.folder)}, docstring=${quoteText(table.docString)})`;
}

export function dropTable(name: string): string {
  return `.drop table ${quoteName(name)} ifexists`;
}

export function renameTables(renames: readonly { readonly from: string; readonly to: string }[]): string {
  return `.rename tables ${renames.map(({ from, to }) => `${quoteName(to)}=${quoteName(from)}`).join(', ')}`;
}

/** Source: https://learn.microsoft.com/kusto/management/data-ingestion/clear-schema-cache-command */
export function clearStreamCache(name: string): string {
  return `.clear table ${quoteName(name)} cache streamingingestion schema`;
}

/**
 * What keeps a table safe while it is loaded: an old creation time must not make its rows expire, nor the database's policy strip tags, since both go by
 * the creation time; and merges must not change extent ids. Rows that only unrestricted viewers may read are hidden from all others here too. Sources:
 * https://learn.microsoft.com/kusto/management/retention-policy, https://learn.microsoft.com/kusto/management/merge-policy,
 * https://learn.microsoft.com/kusto/management/extent-tags-retention-policy, https://learn.microsoft.com/kusto/management/auto-delete-policy,
 * https://learn.microsoft.com/kusto/management/restricted-view-access-policy
 */
export function guardStaging(name: string, expiresAt: Date, readers: TableReaders): readonly string[] {
  const table = quoteName(name);
  return [
    ...(readers === 'unrestricted' ? [`.alter table ${table} policy restricted_view_access true`] : []),
    expireTable(name, expiresAt),
    `.alter table ${table} policy retention ${policy({ SoftDeletePeriod: '365000.00:00:00', Recoverability: 'Enabled' })}`,
    pauseMerges(name),
    `.alter table ${table} policy extent_tags_retention ${policy([])}`,
  ];
}

export function pauseMerges(name: string): string {
  return `.alter-merge table ${quoteName(name)} policy merge ${policy({ AllowRebuild: false, AllowMerge: false })}`;
}

export function releaseStaging(name: string): readonly string[] {
  return ['extent_tags_retention', 'merge', 'retention', 'auto_delete'].map((kind) => dropPolicy(name, kind));
}

/** Source: https://learn.microsoft.com/kusto/management/rename-column */
export function renameColumn(table: string, from: string, to: string): string {
  return `.rename column ${quoteName(table)}.${quoteName(from)} to ${quoteName(to)}`;
}

export function dropPolicy(name: string, kind: string): string {
  return `.delete table ${quoteName(name)} policy ${kind}`;
}

export function expireTable(name: string, expiresAt: Date): string {
  return `.alter table ${quoteName(name)} policy auto_delete ${policy({ ExpiryDate: expiresAt.toISOString(), DeleteIfNotEmpty: true })}`;
}

export function keepTable(name: string): string {
  return `.delete table ${quoteName(name)} policy auto_delete`;
}

export function showDatabaseRetention(database: string): string {
  return `.show database ${quoteName(database)} policy retention`;
}

export function showExpiry(name: string): string {
  return `.show table ${quoteName(name)} policy auto_delete`;
}

function policy(value: unknown): string {
  return quoteText(JSON.stringify(value));
}
