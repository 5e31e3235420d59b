/** A way in which the service is inconvenient, and this engine with it. */
export interface HonestyRule {
  readonly rule: string;
  /** As in `Entry`. */
  readonly page: string;
  readonly witness: string;
}

export const rule = (text: string, page: string, witness: string): HonestyRule => ({ rule: text, page, witness });
