import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EndedRun } from '../fixtures/start-cli.ts';
import { CrashSite } from './crash/crash-site.ts';

/** What a deployment takes from `T (Id:long, Name:string)`, and the text that its command begins with. */
const losses = {
  Dropped: { schema: '.drop column T.Name', command: '.drop column' },
  Cleared: { schema: '.clear table T data', command: '.clear table' },
  Retyped: { schema: '.alter column T.Name type = long', command: '.alter column' },
} as const;
type Loss = keyof typeof losses;
const names = Object.keys(losses) as readonly Loss[];

let folder: string;
let sites: readonly CrashSite[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losses-'));
  sites = await CrashSite.openMany(names);
});
afterAll(async () => {
  await sites[0]?.close();
  await rm(folder, { recursive: true, force: true });
});

function siteOf(name: Loss): CrashSite {
  const site = sites[names.indexOf(name)];
  if (site === undefined) throw new Error(name);
  return site;
}

const ingest = ({ talk }: CrashSite, id: number) => talk.command(`.ingest inline into table T <|\n${id},n${id}`);
const rows = ({ talk }: CrashSite) => talk.query('T | sort by Id asc');
const whole = (...ids: readonly number[]) => ids.map((id) => [id, `n${id}`]);

/** A harmless command comes first, so that something runs between the look at everything and the loss. */
async function deploy(site: CrashSite, name: Loss): Promise<EndedRun> {
  const path = join(folder, `${name}.kql`);
  await writeFile(path, `.create-merge table Beside (a: int)\n\n${losses[name].schema}\n`);
  return site.run('deploy', '--schema', path, '--resume', 'anew');
}

const sentIn = ({ proxy }: CrashSite, command: string): readonly string[] =>
  proxy.requests.map(({ text }) => text).filter((text) => text.startsWith(command));

test.each(names)(
  '%s under live ingestion: refused without a snapshot, stopped by a row that none holds, and brought back exactly',
  async (name) => {
    const site = siteOf(name);
    const { command } = losses[name];
    await site.talk.command('.create table T (Id:long, Name:string)');
    await ingest(site, 1);
    await ingest(site, 2);

    const uncovered = await deploy(site, name);
    expect([uncovered.exitCode, sentIn(site, command), sentIn(site, '.create-merge')]).toEqual([3, [], []]);
    expect(uncovered.output).toContain('kusto-rebuild snapshot');

    await site.snapshot();
    site.proxy.holdBefore(
      (text) => text.startsWith('.create-merge'),
      () => ingest(site, 3),
    );
    const stopped = await deploy(site, name);
    expect([stopped.exitCode, sentIn(site, command)]).toEqual([4, []]);
    expect(stopped.output).toMatch(/not-covered[\s\S]*kusto-rebuild snapshot/);
    expect(await rows(site)).toEqual(whole(1, 2, 3));

    const topUp = await site.run('snapshot', '--top-up', 'latest');
    expect(topUp).toMatchObject({ exitCode: 0 });
    const done = await deploy(site, name);
    expect([done.exitCode, sentIn(site, command)]).toEqual([0, [expect.any(String)]]);
    expect(await rows(site)).not.toEqual(whole(1, 2, 3));

    const restored = await site.restore('--tables', 'T');
    expect(restored).toMatchObject({ exitCode: 0 });
    expect(await rows(site)).toEqual(whole(1, 2, 3));
    const again = await deploy(site, name);
    expect([again.exitCode, again.output]).toEqual([3, expect.stringContaining('on-hold')]);
    expect(await rows(site)).toEqual(whole(1, 2, 3));
  },
);
