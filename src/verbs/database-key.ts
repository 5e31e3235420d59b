/** The same for one database however it is written: its name counts no case, nor does the host. Source: https://learn.microsoft.com/kusto/query/schema-entities/entity-names */
export function databaseKey({ cluster, database }: { readonly cluster: unknown; readonly database: unknown }): string {
  return JSON.stringify([cluster === undefined ? '' : hostOf(cluster), String(database).toLowerCase()]);
}

/** Of a cluster URI; what is no URI counts as it is. */
export function hostOf(cluster: unknown): string {
  return URL.parse(String(cluster))?.host ?? String(cluster);
}
