import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How a text may hold a secret: as it is, and on either side of URL encoding. */
export function formsOf(secret: string): readonly string[] {
  const encoded = encodeURIComponent(secret);
  return [...new Set([secret, encoded, encodeURIComponent(encoded), decodeURIComponent(secret)])];
}

/** Where a secret stands in clear, named without showing it. */
export function findSecrets(texts: ReadonlyMap<string, string>, secrets: readonly string[]): readonly string[] {
  return [...texts].filter(([, text]) => secrets.some((secret) => text.includes(secret))).map(([name]) => name);
}

/** What is a secret whoever made it. Masks are stars. */
const shapes: Readonly<Record<string, RegExp>> = {
  'a signature': /(?:\b|%(?:25)?(?:26|3F|3B))sig(?:=|%(?:25)?3D)(?!\*\*\*)[^&"'\s;)\\]/i,
  'an account key': /\b(?:AccountKey|SharedKey)=(?!\*\*\*)|[A-Za-z0-9+/]{86}==|[A-Za-z0-9+/]{86}%3D%3D/i,
  'a token': /\beyJ[\w-]{10,}\.[\w-]+\.|\bBearer\s+(?!\*\*\*)[\w-]{10,}/,
};

/** Secrets of the clusters that left a list of theirs beside the journals, in every form. */
function knownSecrets(folder: string): string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.secrets'));
  return files.flatMap((name) => {
    const secrets: readonly string[] = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    return secrets.flatMap(formsOf);
  });
}

function shapesIn(line: string): string[] {
  return Object.entries(shapes).flatMap(([what, shape]) => (shape.test(line) ? [what] : []));
}

/**
 * Lines of any journal in a folder that hold a secret of any cluster, or what looks like one; the secret is not shown. In a whole run
 * clusters have to have left their secrets.
 */
export function secretProblems(folder: string, run: 'whole' | 'partial'): string[] {
  const secrets = knownSecrets(folder);
  if (run === 'whole' && secrets.length === 0) return ['No cluster left its secrets, so the journals prove nothing.'];
  const journals = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  return journals.flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .flatMap((line, index) => {
        const known = secrets.some((secret) => line.includes(secret)) ? ['a known secret'] : [];
        return [...known, ...shapesIn(line)].map((what) => `Line ${index + 1} of the journal ${name} holds ${what}.`);
      }),
  );
}
