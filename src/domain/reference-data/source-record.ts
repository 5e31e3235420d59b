/** Formats of reference data files; `json` is one array of objects, `jsonl` one object per line. */
export const fileFormats = ['csv', 'tsv', 'json', 'jsonl', 'parquet'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** A place in a text file, both 1-based; of a Parquet file the line is the number of the row, and the column is absent. */
export interface Place {
  readonly line: number;
  /** In UTF-16 units. */
  readonly column?: number;
}

/** What a reader finds in a file, in the file's order. */
export type SourceRecord = SourceHeader | SourceRow | Unreadable;

/** The names of the columns that follow; there is none where each row has names of its own. */
export interface SourceHeader {
  readonly kind: 'header';
  readonly names: readonly string[];
  readonly place: Place;
}

export interface SourceRow {
  readonly kind: 'row';
  readonly place: Place;
  /** Absent where the header names the values. */
  readonly names?: readonly string[];
  /** Null is no value. */
  readonly texts: readonly (string | null)[];
  /** The values as JSON, where the file holds JSON. */
  readonly json?: readonly string[];
  /** Where the value at an index stands. */
  readonly placeOf: (index: number) => Place;
}

/** What cannot be read as the format; nothing follows it where the format does not say where the next row begins. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly place: Place;
  /** What is wrong, as the end of a sentence that begins with the file. */
  readonly what: string;
  readonly detail?: string;
  readonly next?: string;
}
