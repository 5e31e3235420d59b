import { z } from 'zod';
import { proofRecord } from '../../src/domain/form-proof.ts';
import { quarantineRecord } from '../../src/domain/quarantine-record.ts';
import { leaseRecord } from '../../src/domain/snapshot/lease.ts';
import { fileRecord, manifest } from '../../src/domain/snapshot/manifest.ts';
import { snapshotPlan } from '../../src/domain/snapshot/plan.ts';
import { restoreRecord } from '../../src/domain/snapshot/records.ts';
import { sliceRecord } from '../../src/domain/snapshot/slice-record.ts';
import { verification } from '../../src/domain/snapshot/verification.ts';
import { configInputs, configSchema } from '../../src/verbs/config-schema.ts';
import { commands } from '../../src/verbs/index.ts';

interface StoredDocument {
  readonly file: string;
  readonly title: string;
  readonly schema: z.ZodType;
}

/** Documents in the storage of snapshots; the number is the version of the format. */
const documents: readonly StoredDocument[] = [
  { file: 'manifest.v1.json', title: 'manifest.json of a snapshot', schema: manifest },
  { file: 'file.v1.json', title: 'One line of files.jsonl', schema: fileRecord },
  { file: 'intent.v1.json', title: 'intent.json of a snapshot', schema: snapshotPlan },
  { file: 'slice.v1.json', title: 'The record of one slice', schema: sliceRecord },
  { file: 'verification.v1.json', title: 'The record of one verification', schema: verification },
  { file: 'restore.v1.json', title: 'The journal of one restore', schema: restoreRecord },
  { file: 'forms.v1.json', title: 'How a version of the cluster writes each type', schema: proofRecord },
  { file: 'quarantine.v1.json', title: 'The record of one quarantine', schema: quarantineRecord },
  { file: 'lease.v1.json', title: 'lease.json of a database', schema: leaseRecord },
];

/** For editors that help to write it. */
const configFile: StoredDocument = {
  file: 'kusto-rebuild.v1.json',
  title: 'kusto-rebuild.yml, the settings of a repository',
  schema: configSchema(configInputs(commands)),
};

/** JSON Schemas by path, from the schemas with which documents are read. */
export function renderSchemas(): readonly (readonly [string, string])[] {
  return [...documents, configFile].map(({ file, title, schema }) => {
    const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input' });
    return [`schemas/${file}`, `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`] as const;
  });
}
