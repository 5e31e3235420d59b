import { type CrashSite, sitesOf } from './crash-site.ts';

/** The client asks what time it is. */
export const atClock = (text: string): boolean => text.startsWith('print now=');

/**
 * Whenever the client asks what time it is, a minute has passed on the cluster since it asked last, so that nobody waits for one. `meanwhile` comes with each.
 */
export function letMinutesPass(
  { talk, proxy }: CrashSite,
  meanwhile: () => Promise<unknown> = () => Promise.resolve(),
): void {
  proxy.holdEach(atClock, async () => {
    await meanwhile();
    await passMinute(talk);
  });
}

/** A minute passes on the cluster. */
export async function passMinute(talk: CrashSite['talk']): Promise<void> {
  minutes += 1;
  await talk.control({ clock: { offset: minutes * 60_000 } });
}

/** Time goes on, whichever database of a cluster it is about. */
let minutes = 0;

/** One database for each name, in one cluster, for clients that let minutes pass. */
export function sitesInMinutes<Name extends string>(names: readonly Name[]): (name: Name) => CrashSite {
  const siteOf = sitesOf(names);
  return (name) => {
    const site = siteOf(name);
    letMinutesPass(site);
    return site;
  };
}
