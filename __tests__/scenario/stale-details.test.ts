import { Site } from '../fixtures/site.ts';

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

/** Source: https://learn.microsoft.com/kusto/management/show-table-details-command */
test('a snapshot of tables that were just loaded and emptied is whole, though the cluster counts them as they were', async () => {
  await site.talk.command('.create tables Loaded (n:long, t:string), Emptied (n:long, t:string)');
  await site.talk.command('.set-or-append Emptied <| range n from 1 to 5000 step 1 | extend t = tostring(n)');
  await site.talk.control({ detailsLagMs: 900_000 });
  await site.talk.command('.set-or-append Loaded <| range n from 1 to 70000 step 1 | extend t = tostring(n)');
  await site.talk.command('.clear table Emptied data');
  const counts = await site.talk.command(
    '.show tables details | project TableName, TotalRowCount | order by TableName asc',
  );
  expect(counts).toEqual([
    ['Emptied', 5000],
    ['Loaded', 0],
  ]);
  const taken = await site.cli('snapshot');
  expect(taken.document).toMatchObject({ exitCode: 0, problems: [] });
  expect(JSON.stringify(taken.document)).toMatch(/"atCursor":"0".*"atCursor":"70000"/);
  const verified = await site.cli('verify');
  expect(verified.document).toMatchObject({ exitCode: 0, verdict: 'pass', problems: [] });
});
