/** What the rules are about: what a reader, a cursor, a move or a delivery does not do. */
export const honestyTopics = [
  'cursor freezes nothing',
  'rows without ingestion time',
  'cursor lag',
  'no causality across tables',
  'restore breaks cursors',
  'moves feed update policies',
  'views are data',
  'tags vanish',
  'queued delivery is at least once',
  'Parquet loses',
  'columns are lost for good',
  'extents do not stay',
  'readers see less',
  'operations and answers tell little',
] as const;
export type HonestyTopic = (typeof honestyTopics)[number];

/** A way in which the service is inconvenient, and this engine with it. */
export interface HonestyRule {
  readonly rule: string;
  /** As in `Entry`. */
  readonly page: string;
  readonly witness: string;
}

export type HonestyRules = Partial<Record<HonestyTopic, readonly HonestyRule[]>>;

export const rule = (text: string, page: string, witness: string): HonestyRule => ({ rule: text, page, witness });
