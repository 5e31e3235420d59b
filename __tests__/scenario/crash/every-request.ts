import { isDeepStrictEqual } from 'node:util';
import type { Cut, SeenRequest } from '../../fixtures/crash-proxy.ts';
import { type Contents, CrashSite, type Observed } from './crash-site.ts';

/** `CRASH_AT=17` runs that one alone, `CRASH_AT=all` every one. */
const asked = process.env.CRASH_AT;
const only = asked === undefined || asked === 'all' ? undefined : Number(asked);

/** Rows were compared one by one each time; now and then the product has to agree. */
const everyTenth = 10;

/**
 * Kills restore at its n-th request, for every n from the first one, or one in so many, runs it again, and looks at everything. `Typed` is gone each time, `Whole` is intact.
 * Where nothing at all is left of the killed run, the next one that is killed is the one that runs again.
 */
export async function killAtRequests(
  cut: Cut,
  damage: string,
  { first, oneIn }: { readonly first: number; readonly oneIn: number },
): Promise<void> {
  const step = asked === 'all' ? 1 : oneIn;
  const site = await CrashSite.open();
  try {
    const before = await site.observe();
    await site.talk.command(damage);
    await site.talk.command('.drop table Typed');
    const damaged = (await site.observe()).contents;
    expect(damaged).not.toEqual(before.contents);

    expect(await site.restore()).toMatchObject({ exitCode: 0 });
    const { total, polls } = site.sent();
    expectRestored(await site.observe(), before);
    expectLoadedOnce(site.proxy.requests);
    expect(await site.verify()).toMatchObject({ exitCode: 0 });
    await site.takeBack();
    expect((await site.observe()).contents).toEqual(damaged);

    let [killed, traceless] = [0, 0];
    let untouched = await everything(site);
    for (let at = only ?? first; ; at += step) {
      const end = await inStep(site, { at, cut }, async () => {
        const { exitCode } = await site.restoreKilled({ at, cut });
        if (exitCode !== null) return 'undisturbed';
        if (only === undefined && isDeepStrictEqual(await everything(site), untouched)) return 'traceless';
        const sent = [...site.proxy.requests];
        expectOldOrNew((await site.observe()).contents, damaged, before.contents);
        expect(await site.restore()).toMatchObject({ exitCode: 0 });
        expectRestored(await site.observe(), before);
        expectLoadedOnce([...sent, ...site.proxy.requests]);
        if (killed % everyTenth === 0) expect(await site.verify()).toMatchObject({ exitCode: 0 });
        return 'ran again';
      });
      if (end === 'undisturbed') break;
      killed += 1;
      if (only !== undefined) return;
      if (end === 'traceless') {
        traceless += 1;
        continue;
      }
      await site.takeBack();
      untouched = await everything(site);
    }
    const sent = site.proxy.requests.map(({ text }) => text);
    const firstEffect = sent.findIndex((text) => text.startsWith('PUT '));
    expect(traceless).toBeLessThanOrEqual(Math.ceil((firstEffect + polls) / step));
    expect(killed).toBeGreaterThanOrEqual(Math.floor((total - polls) / step));
    process.stdout.write(
      `restore was killed at ${killed} of its ${total} requests, ${cut}, from ${first} on, of which ${traceless} left nothing\n`,
    );
  } finally {
    await site.close();
  }
}

/** All that a run can leave behind. */
async function everything(site: CrashSite) {
  return { observed: await site.observe(), blobs: await site.blobVersions() };
}

/** Says at which request a check failed, and how to run it alone. */
async function inStep<T>(
  site: CrashSite,
  { at, cut }: { readonly at: number; readonly cut: Cut },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const sent = site.proxy.requests.map(({ text }, index) => `${index + 1} ${text.slice(0, 160)}`).join('\n');
    throw new Error(`CRASH_AT=${at} ${cut}: ${cause instanceof Error ? cause.message : cause}\n${sent}`, { cause });
  }
}

/** No reader ever sees a table that is missing, half loaded, or half changed. */
function expectOldOrNew(seen: Contents, damaged: Contents, restored: Contents): void {
  const isSwapped = seen.rows.Typed !== undefined;
  expect(seen).toEqual(isSwapped ? restored : damaged);
}

/** Contents and settings are equal, so that nothing live deletes itself; nothing is staged any more, and what was replaced has an end. */
function expectRestored({ contents, ids, ownSettings }: Observed, before: Observed): void {
  expect(contents).toEqual(before.contents);
  const old = [...ids.keys()].filter((name) => /^kr_old_[0-9a-f]{8}_\d$/.test(name));
  expect([...ids.keys()].sort()).toEqual(['Direct', 'Typed', 'Whole', ...old].sort());
  expect(old).toHaveLength(1);
  expect(ownSettings.filter((line) => line.includes('auto_delete'))).toEqual([
    expect.stringContaining(`.alter table ['${old[0]}'] policy auto_delete`),
  ]);
  expect(ids.get('Whole')).toBe(before.ids.get('Whole'));
}

/** Two files of `Direct` and one of `Typed`, and one step of forming values. */
function expectLoadedOnce(sent: readonly SeenRequest[]): void {
  const files = (start: string): readonly string[] =>
    sent
      .filter(({ text }) => text.startsWith(start))
      .map(({ text }) => `${/kr_[a-z]+_[0-9a-f]{8}_(\d)/.exec(text)?.[1]} ${/f(\d{7})a\d{3}/.exec(text)?.[1]}`);
  expect(files('.ingest async').toSorted()).toEqual(['0 0000000', '0 0000001', '1 0000000']);
  expect(files('.append async')).toEqual(['1 0000000']);
}
