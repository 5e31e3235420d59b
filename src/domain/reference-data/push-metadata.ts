/** A part of a data file that an Event Grid data connection is to load. */
export interface PushedPart {
  readonly database: string;
  readonly table: string;
  /** Of the csv mapping of the table. */
  readonly mapping: string;
  readonly tag: string;
  readonly bytes: number;
  /** Of its text. */
  readonly sha256: string;
}

/** Names of metadata come back in lower case, so ours is. */
const hashName = 'krsha256';

/**
 * What tells a data connection where the blob goes, in the words of the service, and what tells us the blob again. The database is named for a connection that was
 * made in another one; a name that HTTP headers cannot hold is left out, and the blob then goes to the database of the connection.
 * Source: https://learn.microsoft.com/azure/data-explorer/ingest-data-event-grid-overview#ingestion-properties
 */
export function pushMetadata(part: PushedPart): Readonly<Record<string, string>> {
  return {
    ...(/^[ -~]+$/.test(part.database) && { kustoDatabase: part.database }),
    kustoTable: part.table,
    kustoDataFormat: 'csv',
    kustoIngestionMappingReference: part.mapping,
    kustoIgnoreFirstRecord: 'true',
    kustoExtentTags: JSON.stringify([part.tag]),
    rawSizeBytes: String(part.bytes),
    [hashName]: part.sha256,
  };
}

/** The hash of the part's text; undefined in metadata of a blob that was not pushed. */
export function pushedHash(metadata: Readonly<Record<string, string>> | undefined): string | undefined {
  return metadata?.[hashName];
}
