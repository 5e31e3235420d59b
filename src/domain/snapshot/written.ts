import { addFingerprints, emptyFingerprint, type Fingerprint } from '../fingerprint.ts';
import { type FileRecord, loadFingerprint } from './manifest.ts';

/** Files of a snapshot, added up. Of a table of any size this is all that has to be remembered. */
export interface Written {
  readonly files: number;
  readonly bytes: number;
  readonly fingerprint: Fingerprint;
}

export const nothingWritten: Written = { files: 0, bytes: 0, fingerprint: emptyFingerprint };

/** With what lies in the files of a base. */
export function withReused(written: Written, reused: Written | undefined): Written {
  return reused === undefined ? written : addWritten(written, reused);
}

export function sumOf(files: readonly FileRecord[]): Written {
  return {
    files: files.length,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    fingerprint: addFingerprints(files.map(({ fingerprint }) => loadFingerprint(fingerprint))),
  };
}

export function addWritten(a: Written, b: Written): Written {
  return {
    files: a.files + b.files,
    bytes: a.bytes + b.bytes,
    fingerprint: addFingerprints([a.fingerprint, b.fingerprint]),
  };
}
