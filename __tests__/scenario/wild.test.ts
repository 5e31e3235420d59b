import { Site } from '../fixtures/site.ts';
import { fixtures } from '../fixtures/wild/all.ts';
import { answersOf, setUp } from '../fixtures/wild/wild-site.ts';

let site: Site;
beforeAll(async () => {
  site = await Site.open(
    'memory',
    fixtures.flatMap(({ databases }) => databases),
  );
});
afterAll(() => site.close());

test.each(fixtures.map((fixture) => [fixture.folder, fixture] as const))(
  '%s deploys and gives the documented rows',
  async (_folder, fixture) => {
    await setUp(site, fixture);
    expect(await answersOf(site, fixture)).toEqual(fixture.answers);
  },
);
