import type { Progress } from '../ports/progress.ts';
import type { OnceCommand, OnceRecord } from './once-record.ts';
import type { Settled } from './quarantine-records.ts';

/**
 * Stores what is known and was said of earlier deployments, and then ends what they left of quarantines: one that is ended tells no more that its command ran. Before the first command; may be
 * called again. Answers what they announced to put aside and did not.
 */
export async function takeUpEarlier(
  { record, settle }: { readonly record: Pick<OnceRecord, 'start'>; readonly settle: () => Promise<Settled> },
  needless: readonly OnceCommand[],
  progress: Pick<Progress, 'warn'>,
): Promise<Settled['begun']> {
  await record.start(needless);
  const { problems, begun } = await settle();
  for (const { summary } of problems)
    progress.warn(`A quarantine of another deployment could not be ended, the next one tries again: ${summary}`);
  return begun;
}
