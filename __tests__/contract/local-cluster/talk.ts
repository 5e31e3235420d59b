import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { LocalCluster } from '../../fixtures/local-cluster.ts';

export type Value = string | number | boolean | null | object;

export interface Answer {
  readonly status: number;
  readonly rows: Value[][];
  readonly columns: string[];
  /** The service's own sentence, empty when there was no error. */
  readonly message: string;
  readonly permanent: boolean | undefined;
  readonly text: string;
}

/** The journals tell by it which test sent a command, see `scripts/witness-check.ts`. */
function requestId(): string {
  // Scripts talk to a cluster too.
  const { testPath = '', currentTestName = '' } = typeof expect === 'undefined' ? {} : expect.getState();
  return encodeURIComponent(`test;${basename(testPath)};${currentTestName}`);
}

async function post(cluster: LocalCluster, path: string, body: object): Promise<Response> {
  const headers = { 'x-ms-client-request-id': requestId() };
  return fetch(`${cluster.cluster}${path}`, { method: 'POST', body: JSON.stringify(body), headers });
}

function read(status: number, text: string): Answer {
  const document = JSON.parse(text);
  if (status !== 200) {
    const { '@message': message, '@permanent': permanent } = document.error;
    return { status, rows: [], columns: [], message, permanent, text };
  }
  const [table] = document.Tables;
  const columns = table.Columns.map((column: { ColumnName: string }) => column.ColumnName);
  return { status, rows: table.Rows, columns, message: '', permanent: undefined, text };
}

/** Sends requests to one database of a cluster. */
export class Talk {
  readonly cluster: LocalCluster;
  readonly database: string;

  constructor(cluster: LocalCluster, database = cluster.database) {
    this.cluster = cluster;
    this.database = database;
  }

  /** Sends a command and takes whatever comes back. */
  async try(csl: string, more: object = {}): Promise<Answer> {
    const response = await post(this.cluster, '/v1/rest/mgmt', { db: this.database, csl, ...more });
    return read(response.status, await response.text());
  }

  /** Sends a command that has to succeed. */
  async command(csl: string): Promise<Value[][]> {
    const { status, rows, message } = await this.try(csl);
    if (status !== 200) throw new Error(`${csl.slice(0, 100)}: ${message}`);
    return rows;
  }

  async tryQuery(csl: string, more: object = {}): Promise<Answer> {
    const response = await post(this.cluster, '/v1/rest/query', { db: this.database, csl, ...more });
    return read(response.status, await response.text());
  }

  async query(csl: string): Promise<Value[][]> {
    const { status, rows, message } = await this.tryQuery(csl);
    if (status !== 200) throw new Error(`${csl.slice(0, 100)}: ${message}`);
    return rows;
  }

  /** Sends a control, which has to succeed; gives its answer. */
  async control(body: object): Promise<Record<string, unknown>> {
    const response = await post(this.cluster, '/local/control', body);
    const text = await response.text();
    if (response.status !== 200) throw new Error(text);
    return JSON.parse(text);
  }

  /** A connection string for a place below the container `snapshots`. */
  place(path: string): string {
    const [container, sas] = this.cluster.storage.split('?');
    return `h@"${container}/${path}?${sas}"`;
  }

  /** A connection string for a blob that an export reported. */
  signed(path: Value | undefined): string {
    return `h@"${path}?${this.cluster.storage.split('?')[1]}"`;
  }

  /** The last state of an operation, once it is not running any more. */
  async outcome(id: Value | undefined): Promise<{ state: string; status: string }> {
    for (;;) {
      const [row = []] = await this.command(`.show operations ${id} | project State, Status`);
      if (row[0] !== 'InProgress') return { state: String(row[0]), status: String(row[1]) };
      await delay(20);
    }
  }
}
