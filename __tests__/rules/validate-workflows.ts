import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { validate } from '@actions/languageservice';
import type { ActionMetadata, ActionReference } from '@actions/languageservice/action';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';

/** Reads `[{ uri, text }]` from standard input, writes `[{ uri, line, message, severity }]`; severity 1 is an error, also where none is given. */
const root = resolve(import.meta.dirname, '../..');
const documents: readonly { uri: string; text: string }[] = JSON.parse(readFileSync(0, 'utf8'));
const found = await Promise.all(documents.map(({ uri, text }) => check(uri, text)));
process.stdout.write(JSON.stringify(found.flat()));

async function check(uri: string, text: string): Promise<readonly object[]> {
  const diagnostics = await validate(TextDocument.create(uri, 'yaml', 1, text), {
    actionsMetadataProvider: { fetchActionMetadata: async (action) => metadataOf(action) },
    fileProvider: {
      getFileContent: async (file) => ({ name: file.path, content: readFileSync(join(root, file.path), 'utf8') }),
    },
  });
  return diagnostics.map(({ range, message, severity }) => ({
    uri,
    line: range.start.line + 1,
    message,
    severity: severity ?? 1,
  }));
}

/** Our own actions are those of this repository; of others only the name is known. */
function metadataOf({ owner, name, path }: ActionReference): ActionMetadata | undefined {
  if (owner !== 'OWNER' || name !== 'kusto-rebuild') return { name, description: '' };
  const file = join(root, path ?? '', 'action.yml');
  return existsSync(file) ? parse(readFileSync(file, 'utf8')) : undefined;
}
