import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { commands } from '../src/verbs/index.ts';

const root = resolve(import.meta.dirname, '..');
const require = createRequire(import.meta.url);

/** Compiles `src`, bundles it into `out`, and writes the entries that the actions and the command line start. */
function build(out: string): void {
  const compiled = join(root, 'build');
  rmSync(compiled, { recursive: true, force: true });
  rmSync(out, { recursive: true, force: true });
  runScript(join(packageFolder('typescript'), 'bin/tsc'), ['-p', 'tsconfig.build.json']);
  runScript(join(packageFolder('@vercel/ncc'), 'dist/ncc/cli.js'), [
    'build',
    'build/launch.js',
    '-o',
    out,
    '--no-cache',
    '--quiet',
  ]);
  writeEntries(out);
  cpSync(join(root, 'LICENSE'), join(out, 'LICENSE'));
  cpSync(join(root, 'THIRD-PARTY-NOTICES.md'), join(out, 'THIRD-PARTY-NOTICES.md'));
}

function packageFolder(name: string): string {
  return resolve(require.resolve(`${name}/package.json`), '..');
}

function runScript(script: string, args: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error(`${script} ended with ${status}`);
}

/** Node reads the bundle as ESM only because of the package.json beside it. */
function writeEntries(out: string): void {
  mkdirSync(join(out, 'actions'), { recursive: true });
  writeFileSync(join(out, 'package.json'), '{ "type": "module" }\n');
  const cli = join(out, 'cli.js');
  writeFileSync(
    cli,
    "#!/usr/bin/env node\nimport { runCli } from './index.js';\n\nprocess.exitCode = await runCli(process.argv.slice(2), process);\n",
  );
  chmodSync(cli, 0o755);
  for (const { name } of commands.filter(({ hosts }) => hosts.includes('action'))) {
    writeFileSync(
      join(out, 'actions', `${name}.js`),
      `import { runAction } from '../index.js';\n\nprocess.exitCode = await runAction('${name}', process);\n`,
    );
  }
}

const { values } = parseArgs({ options: { out: { type: 'string', default: 'dist' } } });
build(resolve(root, values.out));
