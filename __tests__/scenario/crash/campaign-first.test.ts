import { playCampaign } from './campaign/play-campaign.ts';
import { isKeptSource, planOf } from './campaign/seed-plan.ts';

/** The others are a file of their own, so that both run at once. */
playCampaign({ first: 1, last: 24 });

test('among the seeds are sources of update policies whose newer rows are kept, and some of them are undone', () => {
  const played = Array.from({ length: 40 }, (_, index) => planOf(index + 1));
  const kept = played.filter((plan) => plan.tables.some((table) => isKeptSource(table, plan)));
  expect(kept.length).toBeGreaterThan(10);
  expect(kept.filter(({ undo }) => undo !== undefined)).not.toHaveLength(0);
});
