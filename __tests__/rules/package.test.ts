import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { importsOf, readSources, root } from './source-tree.ts';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const manifest: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

function inexact(versions: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(versions).flatMap(([name, version]) =>
    /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version) ? [] : [`${name}@${version}`],
  );
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function packagesIn(folders: readonly string[]): ReadonlySet<string> {
  const specifiers = readSources(folders).flatMap((file) =>
    importsOf(file).filter((target) => !target.includes('.ts')),
  );
  return new Set(
    specifiers.filter((name) => !name.startsWith('node:') && !builtinModules.includes(name)).map(packageOf),
  );
}

test('packages are asked for in exact versions', () => {
  expect(inexact({ ...manifest.dependencies, ...manifest.devDependencies })).toEqual([]);
  expect(inexact({ a: '^1.0.0', b: '1.x', c: 'latest', d: '1.2.3-r.1' })).toEqual(['a@^1.0.0', 'b@1.x', 'c@latest']);
});

test('what is shipped imports production dependencies only', () => {
  const used = packagesIn(['src']);
  expect([...used].filter((name) => manifest.dependencies[name] === undefined)).toEqual([]);
});
