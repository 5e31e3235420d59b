import { KustoConnectionStringBuilder } from 'azure-kusto-data';
import type { IngestClient } from 'azure-kusto-ingest';
import { problemError } from '../../domain/problem.ts';
import { redact } from '../../domain/redact.ts';
import type { DatabaseLoader } from '../../ports/database-loader.ts';
import type { ClusterTarget } from './client.ts';

/**
 * The queue of the cluster's data management service, found and written by the SDK, which is loaded on first use. Blobs stay, and batches are not
 * waited for. Source: https://learn.microsoft.com/kusto/api/netfx/kusto-ingest-best-practices
 */
export function queue(target: ClusterTarget): Pick<DatabaseLoader, 'hasQueue' | 'queueIngest'> {
  let opened: Promise<IngestClient> | undefined;
  const open = (): Promise<IngestClient> => {
    opened ??= openClient(target);
    return opened;
  };
  return {
    async hasQueue() {
      const { resourceManager } = await open();
      try {
        const queues = (await resourceManager.getIngestionQueues()) ?? [];
        return queues.length > 0 ? 'yes' : { why: 'the service named no queue' };
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        return { why: redact(error.message) };
      }
    },
    async queueIngest({ table, source, tag, creationTime }) {
      const client = await open();
      const { DataFormat } = await import('azure-kusto-ingest');
      try {
        await client.ingestFromBlob(source, {
          database: target.database,
          table,
          format: DataFormat.PARQUET,
          additionalTags: [tag],
          flushImmediately: true,
          reportLevel: 0,
          reportMethod: 0,
          additionalProperties: creationTime === undefined ? {} : { creationTime },
        });
      } catch (error) {
        throw problemError(
          {
            code: 'service',
            summary: `The ingestion queue of ${target.cluster} did not take a file for ${table}.`,
            detail: redact(error instanceof Error ? error.message : String(error)),
            transient: true,
          },
          { cause: error },
        );
      }
    },
  };
}

async function openClient({ cluster, credential }: ClusterTarget): Promise<IngestClient> {
  const { IngestClient: Client } = await import('azure-kusto-ingest');
  const builder =
    credential === undefined
      ? new KustoConnectionStringBuilder(cluster)
      : KustoConnectionStringBuilder.withTokenCredential(cluster, credential);
  return new Client(builder);
}
