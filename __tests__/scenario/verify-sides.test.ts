import { CrashSite } from './crash/crash-site.ts';

let site: CrashSite;
let files: readonly string[];
beforeAll(async () => {
  const [opened] = await CrashSite.openMany(['Demo']);
  if (opened === undefined) throw new Error('There is no database.');
  site = opened;
  await site.talk.command('.create table Many (Id:long)');
  for (let load = 0; load < 12; load += 1)
    await site.talk.command(`.ingest inline into table Many <|\n${load * 2}\n${load * 2 + 1}`);
  await site.talk.command('.create table Few (Id:long)');
  await site.talk.command('.ingest inline into table Few <|\n7');
  const taken = await site.run('snapshot', '--slice-rows', '2');
  if (taken.exitCode !== 0) throw new Error(taken.output);
  files = [...(await site.blobs('.parquet')).keys()];
});
afterAll(() => site.close());

const documentOf = (output: string) => JSON.parse(output.slice(output.indexOf('{')));

/** One check, and how often each file was asked for in it. */
async function verify(...flags: readonly string[]) {
  const { exitCode, output } = await site.run('verify', '--json', ...flags);
  const requests = site.proxy.requests.map(({ text }) => text);
  const asked = (method: string) => (file: string) =>
    requests.filter((text) => text.startsWith(`${method} `) && decodeURIComponent(text).endsWith(`/${file}`)).length;
  return {
    exitCode,
    document: documentOf(output),
    requests,
    inspected: files.map(asked('HEAD')),
    read: files.map(asked('GET')),
  };
}

const newestRecord = async () => JSON.parse([...(await site.blobs('/verifications/')).values()].at(-1) ?? '{}');

test('against storage nothing is sent to the cluster, which may be away', async () => {
  const away = ['--cluster', 'http://127.0.0.1:9', '--against', 'storage'];
  const run = await verify(...away, '--level', 'full');
  expect([run.exitCode, run.document.verdict]).toEqual([0, 'pass']);
  expect(run.requests.filter((text) => !/^(GET|HEAD|PUT) .*\/snapshots\b/.test(text))).toEqual([]);
  expect(run.document.data).toMatchObject({ level: 'full', against: 'storage', files: { looked: 13, of: 13 } });
  expect(await newestRecord()).toEqual({
    formatVersion: 1,
    snapshotId: run.document.data.snapshotId,
    at: expect.any(String),
    level: 'full',
    against: 'storage',
    verdict: 'pass',
    pages: 'pass',
    tables: [
      { name: 'Few', files: { verdict: 'pass', looked: 1, of: 1 } },
      { name: 'Many', files: { verdict: 'pass', looked: 12, of: 12 } },
    ],
    findings: [],
  });
});

test('against the database no file is asked for, and the files are not said to be proven', async () => {
  const run = await verify('--against', 'database', '--level', 'full');
  expect([run.exitCode, run.document.data.level]).toEqual([0, 'contents']);
  expect(run.inspected.concat(run.read).every((times) => times === 0)).toBe(true);
  expect((await newestRecord()).tables[1]).toEqual({ name: 'Many', live: 'pass' });
});

test('with a rotation of three, three runs look at every file once, and status says how far they are', async () => {
  const total = files.map(() => 0);
  for (const turn of [1, 2, 3]) {
    const run = await verify('--against', 'storage', '--rotation', '3');
    const looked = run.inspected.filter((times) => times > 0).length;
    expect([run.exitCode, run.document.data.rotation]).toEqual([looked === 0 ? 5 : 0, { of: 3, part: turn - 1 }]);
    expect(run.document.data.files).toEqual({ looked, of: 13 });
    const recorded = (await newestRecord()).tables.map(({ files: own }: { files?: object }) => own !== undefined);
    expect(recorded).toEqual(run.document.data.tables.map((table: { looked: number }) => table.looked > 0));
    expect(run.inspected.map((times) => times > 0)).toEqual(run.read.map((times) => times > 0));
    for (const [place, times] of run.inspected.entries()) total[place] = (total[place] ?? 0) + times;
  }
  expect(total).toEqual(files.map(() => 1));
  const deeper = await verify('--rotation', '3', '--level', 'full');
  expect(deeper.document.data.rotation).toEqual({ of: 3, part: 0 });
  const { output } = await site.run('status', '--json');
  const [{ proofs }] = documentOf(output).data.snapshots;
  expect(proofs).toMatchObject([
    { against: 'storage', level: 'full', verdict: 'pass', parts: { read: 3, of: 3 } },
    // Less deep, and not as long ago.
    { against: 'storage', level: 'files', verdict: 'pass', parts: { read: 3, of: 3 } },
    { against: 'database', level: 'full', verdict: 'pass' },
  ]);
});

test('a damaged page and a record that cannot be read leave no level, and are told', async () => {
  const seen = async () => documentOf((await site.run('status', '--json')).output).data.snapshots[0];
  for (const page of ['/schema.kql', '/RESTORE.md']) {
    const [[path, text] = ['', '']] = await site.blobs(page);
    await site.overwrite(path, 'another');
    expect((await verify('--against', 'database')).document.data.pages).toBe('fail');
    expect(await newestRecord()).toMatchObject({ verdict: 'fail', pages: 'fail' });
    const { proofs, level } = await seen();
    expect(proofs).toContainEqual(expect.objectContaining({ against: 'storage', level: 'files', verdict: 'fail' }));
    expect(level).toBeUndefined();
    await site.overwrite(path, text);
  }
  expect((await verify('--against', 'database')).document.data.pages).toBe('pass');
  expect(await seen()).toMatchObject({ level: 'full', unreadableChecks: [] });
  const [[record, text] = ['', '']] = await site.blobs('/verifications/');
  await site.overwrite(record, '{"formatVersion": 2}');
  const { unreadableChecks, level } = await seen();
  expect([unreadableChecks, level]).toEqual([[expect.stringContaining(record)], undefined]);
  const run = await verify('--against', 'storage', '--rotation', '2');
  // A part may hold no file, which is unknown.
  const isEmpty = run.document.data.files.looked === 0;
  expect([run.exitCode, run.document.verdict]).toEqual(isEmpty ? [5, 'unknown'] : [0, 'pass']);
  await site.overwrite(record, text);
});

test('a run whose part holds no file is unknown, its tables have no word for their files, and the next part has its turn', async () => {
  const seen = new Map<number, Awaited<ReturnType<typeof verify>>>();
  for (const turn of [0, 1, 2]) {
    const run = await verify('--against', 'storage', '--tables', 'Few', '--rotation', '50');
    expect(run.document.data.rotation).toEqual({ of: 50, part: turn });
    seen.set(run.document.data.files.looked, run);
  }
  const none = seen.get(0);
  expect(none).toMatchObject({
    exitCode: 5,
    document: {
      verdict: 'unknown',
      problems: [{ code: 'unknown', detail: expect.stringContaining('larger than the number of files, 1,') }],
      data: { files: { looked: 0, of: 1 }, tables: [{ table: 'Few', verdict: 'not judged', looked: 0 }] },
    },
  });
  expect(none?.document.data.tables[0]).not.toHaveProperty('files');
});

test('a damaged file is found in the run whose part it is in, and the record names it', async () => {
  const [first = ''] = files;
  await site.overwrite(first, 'not Parquet');
  const verdicts: string[] = [];
  for (const _ of [1, 2, 3]) {
    const run = await verify('--against', 'storage', '--rotation', '3');
    verdicts.push(run.document.verdict);
    if (run.document.verdict !== 'fail') continue;
    expect(run.exitCode).toBe(3);
    expect(await newestRecord()).toMatchObject({
      verdict: 'fail',
      findings: [{ code: 'difference', summary: expect.stringContaining(first) }],
    });
  }
  expect(verdicts.filter((verdict) => verdict === 'fail')).toHaveLength(1);
  const { output } = await site.run('status', '--json');
  const [{ proofs, level }] = documentOf(output).data.snapshots;
  expect(proofs).toContainEqual(expect.objectContaining({ against: 'storage', level: 'files', verdict: 'fail' }));
  expect(level).not.toBe('files');
});

test('what leaves nothing to look at is refused, all of it at once, before anything is asked', async () => {
  const run = await verify('--against', 'storage', '--level', 'counts', '--rotation', '2');
  expect(run.exitCode).toBe(2);
  expect(run.document.problems).toMatchObject([
    { code: 'input', summary: expect.stringContaining('level counts against storage') },
    { code: 'input', summary: expect.stringContaining('nothing to rotate') },
  ]);
  expect(run.requests).toEqual([]);
  expect((await verify('--against', 'database', '--rotation', '2')).exitCode).toBe(2);
  expect((await verify('--against', 'files')).document.problems[0].detail).toContain('database');
});
