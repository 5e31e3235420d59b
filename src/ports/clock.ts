/** Time and chance, so that nothing inside reads them on its own. */
export interface Clock {
  /** The present instant. */
  now(): Date;
  /** Waits, or until `end` fires; rejects with a `cancelled` problem when the run is interrupted. */
  sleep(milliseconds: number, end?: AbortSignal): Promise<void>;
  /** `length` random characters of [0-9a-f]. */
  randomHex(length: number): string;
}
