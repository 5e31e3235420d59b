import { CrashSite, type Observed } from './crash-site.ts';

const databases = Array.from({ length: 3 }, (_, index) => `Demo${index}`);
let sites: CrashSite[];
let site: CrashSite;
let before: Observed;
beforeAll(async () => {
  sites = [...(await CrashSite.openMany(databases))];
});
beforeEach(async () => {
  const next = sites.shift();
  if (next === undefined) throw new Error(`There are more tests than ${databases.length} databases.`);
  site = await next.fill();
  before = await site.observe();
  await site.talk.command('.drop column Direct.Name');
  await site.talk.command('.drop table Typed');
});
afterAll(() => site.close());

const staging = ({ ids }: Observed): readonly string[] =>
  [...ids.keys()].filter((name) => /^kr_(raw|stage|newer)_/.test(name));

test.each([
  ['right before its swap', '.rename tables'],
  ['before it loads a file', '.ingest async'],
])(
  'a client that is paused %s while another takes its restore over and ends it, changes nothing when it wakes up',
  async (_, start) => {
    const others: unknown[] = [];
    site.proxy.holdBefore(
      (text) => text.startsWith(start),
      async () => {
        others.push((await site.restoreDirectly()).exitCode);
        others.push((await site.observe()).contents);
        others.push([...(await site.ids())].sort());
      },
    );
    const paused = await site.restore();
    expect(others.slice(0, 2)).toEqual([0, before.contents]);
    expect(paused.exitCode).not.toBe(0);
    expect(paused.output).toMatch(/Another run|taken over|took over/i);
    const seen = await site.observe();
    expect(seen.contents).toEqual(before.contents);
    expect([...seen.ids].sort()).toEqual(others[2]);
    expect(staging(seen)).toEqual([]);
  },
);

test('a signature that expires while files are loaded is said, loses nothing, and a second run ends it', async () => {
  const { contents } = await site.observe();
  const run = await site.restoreWithSignatureUntil((text) => text.startsWith('.ingest async'));
  expect(run.exitCode).not.toBe(0);
  expect(run.output).toContain('racwdl');
  expect(run.output).not.toMatch(/sig=/);
  expect((await site.observe()).contents).toEqual(contents);
  expect(await site.restore()).toMatchObject({ exitCode: 0 });
  const seen = await site.observe();
  expect(seen.contents).toEqual(before.contents);
  expect(staging(seen)).toEqual([]);
});
