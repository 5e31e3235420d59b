import { importsOf, type SourceFile } from './source-tree.ts';

/** What each layer of `src` may import: folders of `src`, or single files. Files directly in `src` know everything. */
export const layers: Readonly<Record<string, readonly string[]>> = {
  domain: ['domain'],
  ports: ['ports', 'domain'],
  report: ['report', 'domain'],
  procedures: ['procedures', 'ports', 'domain'],
  gateways: ['gateways', 'ports', 'domain'],
  verbs: ['verbs', 'procedures', 'ports', 'domain', 'report/blocks.ts', 'report/numbers.ts'],
  // Hosts turn the command table into flags and help, so they know its shape, never a verb.
  hosts: ['hosts', 'report', 'ports', 'domain', 'verbs/command.ts'],
};

/** Packages that only some folders may import. */
export const packageHomes: readonly (readonly [prefix: string, homes: readonly string[]])[] = [
  ['@actions/', ['src/hosts/github/']],
  ['@azure/', ['src/gateways/', 'local-cluster/']],
  ['azure-kusto-', ['src/gateways/']],
  ['@duckdb/', ['local-cluster/']],
];

/** Every import that points in a forbidden direction. */
export function wrongImports(files: readonly SourceFile[]): readonly string[] {
  const verbs = new Set(files.filter(isVerb).map(({ path }) => path));
  return files.flatMap((file) =>
    importsOf(file)
      .filter((target) => !mayImport(file.path, target) || importsOtherVerb(file.path, target, verbs))
      .map((target) => `${file.path} imports ${target}`),
  );
}

function mayImport(from: string, target: string): boolean {
  const home = packageHomes.find(([prefix]) => target.startsWith(prefix));
  if (home !== undefined) return home[1].some((folder) => from.startsWith(folder));
  if (!/^(src|local-cluster|scripts|__tests__|dist)\//.test(target)) return true;
  if (from.startsWith('local-cluster/')) return target.startsWith('local-cluster/');
  const layer = /^src\/([^/]+)\//.exec(from)?.[1];
  if (layer === undefined) return target.startsWith('src/');
  return (layers[layer] ?? []).some((allowed) => target === `src/${allowed}` || target.startsWith(`src/${allowed}/`));
}

function isVerb({ path, text }: SourceFile): boolean {
  return path.startsWith('src/verbs/') && path !== 'src/verbs/command.ts' && text.includes('defineCommand(');
}

function importsOtherVerb(from: string, target: string, verbs: ReadonlySet<string>): boolean {
  return verbs.has(target) && from.startsWith('src/verbs/') && from !== 'src/verbs/index.ts';
}
