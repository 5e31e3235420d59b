import type { CrashSite } from './crash/crash-site.ts';

const documentOf = (output: string) => JSON.parse(output.slice(output.indexOf('{')));

/** A verb with `--json`, and the exports that it sent. */
export async function run(site: CrashSite, verb: string, ...flags: readonly string[]) {
  const { exitCode, output } = await site.run(verb, '--json', ...flags);
  const exports = site.proxy.requests.map(({ text }) => text).filter((text) => text.startsWith('.export'));
  return { exitCode, document: documentOf(output), exports };
}

/** A snapshot, with its tables by name. */
export async function take(site: CrashSite, ...flags: readonly string[]) {
  const { exitCode, document, exports } = await run(site, 'snapshot', ...flags);
  const tables = new Map<string, Record<string, unknown>>(
    (document.data.tables ?? []).map((table: { name: string }) => [table.name, table]),
  );
  return { exitCode, document, exports, tables, id: String(document.outputs['snapshot-id']) };
}

/** Whether a command exports of this table. */
export const exported = (name: string) => (text: string) => text.includes(`['${name}'] | where`);
export const columns = '(Id:long, Note:string, At:datetime)';
const times = ['2026-01-02T03:04:05.123456Z', '2026-01-02T03:04:06Z'];

/** A table of four rows. */
export async function make(site: CrashSite, name: string): Promise<void> {
  await site.talk.command(`.create table ${name} ${columns}`);
  for (const first of [1, 3]) await ingest(site, name, first);
}

/** Two rows. */
export async function ingest(site: CrashSite, name: string, first: number): Promise<void> {
  const rows = [0, 1].map((place) => `${first + place},note ${first + place},${times[place]}`);
  await site.talk.command(`.ingest inline into table ${name} <|\n${rows.join('\n')}`);
}
