import { type Contents, type CrashSite, type Observed, sitesOf } from './crash-site.ts';

export const afterLoading = (text: string): boolean => text.startsWith('.append async');
export const whileLoading = (text: string): boolean => text.startsWith('.ingest async');
export const atSwap = (text: string): boolean => text.startsWith('.rename tables');

/** Databases of one cluster, still empty, for one test each. */
export function sitesInTurn(most: number): () => CrashSite {
  const siteOf = sitesOf(Array.from({ length: most }, (_, index) => `Demo${index}`));
  let next = 0;
  return () => {
    const site = siteOf(`Demo${next}`);
    next += 1;
    return site;
  };
}

/** What is left after a column and a table were dropped. */
export async function damage(site: CrashSite): Promise<Contents> {
  await site.talk.command('.drop column Direct.Name');
  await site.talk.command('.drop table Typed');
  return (await site.observe()).contents;
}

/** Tables of restores that are not done. */
export const staging = ({ ids }: Observed): readonly string[] =>
  [...ids.keys()].filter((name) => /^kr_(raw|stage|data)_/.test(name));
