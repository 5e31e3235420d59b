import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CrashSite } from './crash/crash-site.ts';

type Table = {
  readonly name: string;
  readonly kind: string;
  readonly bound: string;
  readonly exactness: { readonly kind: string; readonly reason?: string; readonly rows?: string };
  readonly populations: Readonly<Record<string, unknown>>;
  readonly fingerprint: { readonly rows: string };
  readonly view?: Readonly<Record<string, string>>;
};

/** A verb that ran with `--json`. */
export interface Run {
  readonly exitCode: number | null;
  readonly document: {
    readonly verdict: string | null;
    readonly problems: readonly { readonly code: string; readonly summary: string; readonly next?: string }[];
    readonly outputs: Readonly<Record<string, string>>;
    readonly data: Readonly<Record<string, unknown>> & { readonly tables: readonly Table[] };
  };
  readonly output: string;
}

export async function run(site: CrashSite, verb: string, ...flags: readonly string[]): Promise<Run> {
  const { exitCode, output } = await site.run(verb, ...flags, '--json');
  return { exitCode, document: JSON.parse(output.slice(output.indexOf('{'))), output };
}

/** Deploys one command. */
export async function deployed(site: CrashSite, command: string): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'bounds-'));
  try {
    await writeFile(join(folder, 'one.kql'), `${command}\n`);
    return await run(site, 'deploy', '--schema', folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export const tableIn = ({ document: { data } }: Run, name: string): Table | undefined =>
  data.tables.find((table) => table.name === name);

/** What tries the forms of columns is exported elsewhere. */
export const isSliceExport = (text: string): boolean => text.startsWith('.export') && text.includes('/tables/');

/** Two rows in each extent. */
export async function fill({ talk }: CrashSite, table: string, policy: 'on' | 'off', extents = 3): Promise<void> {
  await talk.command(`.create table ${table} (Id:long, Note:string)`);
  if (policy === 'off') await talk.command(`.alter table ${table} policy ingestiontime false`);
  for (let at = 0; at < extents; at += 1) {
    await talk.command(`.ingest inline into table ${table} <|\n${2 * at + 1},a\n${2 * at + 2},b`);
  }
}

/** Does something while the snapshot waits at a request, as often as `isDue` says so; it is asked of every request, with the number of exports seen so far. */
export async function disturbed(
  site: CrashSite,
  isDue: (text: string, exports: number) => boolean,
  act: () => Promise<unknown>,
  ...flags: readonly string[]
): Promise<Run> {
  let exports = 0;
  let failure: unknown;
  const at = (text: string): boolean => {
    if (isSliceExport(text)) exports += 1;
    return isDue(text, exports);
  };
  const meanwhile = async (): Promise<void> => {
    site.proxy.holdBefore(at, meanwhile);
    try {
      await act();
    } catch (error) {
      failure = error;
    }
  };
  site.proxy.holdBefore(at, meanwhile);
  const ended = await run(site, 'snapshot', ...flags);
  site.proxy.holdBefore(() => false, meanwhile);
  if (failure !== undefined) throw failure;
  return ended;
}

/** The record of the last of so many exports: all of them are written, and nothing was looked at yet. */
export const afterExports = (count: number) => {
  let records = 0;
  return (text: string): boolean => {
    if (!/^PUT .*\/slices\//.test(text)) return false;
    records += 1;
    return records === 2 * count;
  };
};
