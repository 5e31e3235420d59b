import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { commands } from '../src/verbs/index.ts';
import { renderAction } from './generate/action.ts';
import { renderComposite } from './generate/composite.ts';
import { composition } from './generate/composition.ts';
import { renderErrors } from './generate/errors.ts';
import { renderFindings } from './generate/findings.ts';
import { renderLocalClusterLanguage } from './generate/local-cluster-docs.ts';
import { renderLocalClusterPage } from './generate/local-cluster-page.ts';
import { renderNotices } from './generate/notices.ts';
import { renderReference } from './generate/reference.ts';
import { renderSchemas } from './generate/schemas.ts';

const root = resolve(import.meta.dirname, '..');

/** Every generated file with its text; paths are relative to the repository. */
function generate(): ReadonlyMap<string, string> {
  const actions = commands.filter(({ hosts }) => hosts.includes('action'));
  return new Map([
    ['action.yml', renderComposite(composition, commands)],
    ...actions.map((command) => [`actions/${command.name}/action.yml`, renderAction(command)] as const),
    ['docs/reference.md', renderReference(commands)],
    ['docs/errors.md', renderErrors()],
    ['docs/findings.md', renderFindings()],
    ['docs/local-cluster.md', renderLocalClusterPage()],
    ['docs/local-cluster-reference.md', renderLocalClusterLanguage()],
    ['THIRD-PARTY-NOTICES.md', renderNotices(root)],
    ...renderSchemas(),
    ['src/domain/version.ts', renderVersion()],
  ]);
}

function renderVersion(): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return `// Generated from package.json by \`npm run generate\`; do not edit.

/** The version of this tool. */
export const version = '${version}';
`;
}

function currentText(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const stale = [...generate()].filter(([path, text]) => currentText(path) !== text);
if (!values.check) for (const [path, text] of stale) write(path, text);
for (const [path] of stale) console.log(values.check ? `stale: ${path}` : `written: ${path}`);
if (values.check && stale.length > 0) {
  console.error('Run `npm run generate` and commit the result.');
  process.exitCode = 1;
}
