import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { Talk, type Value } from './talk.ts';

/** Tables of one column `a` on a cluster whose cursors do not lag. */
export interface SmallTables {
  readonly cluster: LocalCluster;
  readonly talk: Talk;
  /** The name of a new table, each of whose rows was ingested for itself. */
  table(...rows: readonly number[]): Promise<string>;
  /** Ingests one row; `given` are properties of the command. */
  load(name: string, value: number, given?: string): Promise<Value[][]>;
  /** Sorted. */
  values(query: string): Promise<Value[]>;
  before(name: string, cursor: string): Promise<Value[]>;
  cursorNow(): Promise<string>;
}

/** The cluster lives as long as the tests of the file. */
export async function openSmallTables(): Promise<SmallTables> {
  const cluster = await startLocalCluster({ storage: 'memory' });
  afterAll(() => cluster.stop());
  const talk = new Talk(cluster);
  await talk.control({ cursorLagMs: 0 });
  let made = 0;

  async function table(...rows: readonly number[]): Promise<string> {
    made += 1;
    await talk.command(`.create table Small${made} (a:long)`);
    for (const row of rows) await load(`Small${made}`, row);
    return `Small${made}`;
  }

  const load = (name: string, value: number, given = '') =>
    talk.command(`.ingest inline into table ${name} ${given === '' ? '' : `with (${given})`} <| ${value}`);
  const values = async (query: string): Promise<Value[]> =>
    (await talk.query(`${query} | project a | order by a asc`)).map(([a = null]) => a);
  const before = (name: string, cursor: string): Promise<Value[]> =>
    values(`${name} | where cursor_before_or_at('${cursor}')`);
  const cursorNow = async (): Promise<string> => String((await talk.query('print cursor_current()'))[0]?.[0]);

  return { cluster, talk, table, load, values, before, cursorNow };
}
