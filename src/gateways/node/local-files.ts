import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import pMap from 'p-map';
import picomatch from 'picomatch';
import { glob, isDynamicPattern } from 'tinyglobby';
import { problemError, throwProblems } from '../../domain/problem.ts';
import type { LocalFiles, TextFile } from '../../ports/local-files.ts';

/** Files below a working directory. */
export function createLocalFiles(workingDirectory: string): LocalFiles {
  return {
    async read(patterns, extensions) {
      const paths = await findAll(workingDirectory, patterns, extensions);
      const files = await Promise.all(paths.map((path) => readText(workingDirectory, path)));
      throwProblems(files.flatMap((file) => ('problem' in file ? [file.problem] : [])));
      return files.flatMap((file) => ('problem' in file ? [] : [file]));
    },
    async present(paths) {
      const kinds = await pMap(paths, (path) => kindOf(resolve(workingDirectory, path)), { concurrency: 16 });
      return paths.filter((_path, index) => kinds[index] !== 'absent');
    },
    async write(path, text) {
      const place = resolve(workingDirectory, path);
      try {
        await mkdir(dirname(place), { recursive: true });
        await writeFile(place, text);
      } catch (error) {
        if (!(error instanceof Error) || !('code' in error)) throw error;
        throw problemError({
          code: 'input',
          summary: `${path} cannot be written.`,
          detail: String(error.code),
          next: 'Name a file that may be written; the path is relative to the working directory.',
        });
      }
    },
  };
}

/** The order of the patterns is kept; one that begins with `!` takes out what the others found. Rejects with an `input` problem when one matches nothing. */
export async function findAll(
  cwd: string,
  patterns: readonly string[],
  extensions: readonly string[],
): Promise<readonly string[]> {
  const paths = new Set<string>();
  for (const pattern of patterns.filter((one) => !isExclusion(one))) {
    const found = await findFiles(cwd, pattern, extensions);
    if (found.length === 0) throw nothingFound(pattern, extensions);
    for (const path of found) paths.add(path);
  }
  for (const pattern of patterns.filter(isExclusion)) {
    const isOut = picomatch([pattern.slice(1), `${pattern.slice(1).replace(/\/$/, '')}/**`]);
    const out = [...paths].filter((path) => isOut(path));
    if (out.length === 0) throw nothingExcluded(pattern);
    for (const path of out) paths.delete(path);
  }
  return [...paths];
}

const isExclusion = (pattern: string): boolean => pattern.startsWith('!');

/** In path order. A folder stands for every file below it with one of the extensions. */
async function findFiles(cwd: string, pattern: string, extensions: readonly string[]): Promise<readonly string[]> {
  const plain = pattern.replaceAll('\\', '/').replace(/\/$/, '');
  const kind = await kindOf(resolve(cwd, plain));
  if (kind === 'file') return [plain];
  const globs = kind === 'folder' ? extensions.map((extension) => `${plain}/**/*${extension}`) : [plain];
  if (kind === 'absent' && !isDynamicPattern(plain)) return [];
  return (await glob(globs, { cwd, dot: false })).sort();
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'absent'> {
  const found = await stat(path).catch((error: unknown) => {
    if (isAbsent(error)) return undefined;
    throw error;
  });
  if (found === undefined) return 'absent';
  return found.isDirectory() ? 'folder' : 'file';
}

/** Whether it says that there is no such file or folder. */
export function isAbsent(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code))
  );
}

async function readText(
  cwd: string,
  path: string,
): Promise<TextFile | { readonly problem: Parameters<typeof problemError>[0] }> {
  const bytes = await readFile(resolve(cwd, path));
  try {
    return { path, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const summary = `${path} is not UTF-8 text.`;
    return {
      problem: {
        code: path.endsWith('.csv') ? 'reference-data' : 'schema-file',
        summary,
        next: 'Save the file as UTF-8, or leave it out.',
        at: { file: path, line: lineOfBadByte(bytes) },
      },
    };
  }
}

/** The line of the first byte sequence that is not UTF-8. */
function lineOfBadByte(bytes: Buffer): number {
  const decoded = bytes.toString('utf8');
  const place = decoded.indexOf('\uFFFD');
  return decoded.slice(0, Math.max(place, 0)).split('\n').length;
}

function nothingFound(pattern: string, extensions: readonly string[]) {
  return problemError({
    code: 'input',
    summary: `No file matches ${pattern}.`,
    detail: `Looked for ${extensions.join(', ')} in folders, and for the path or glob itself.`,
    next: 'Check the path; it is relative to the working directory.',
  });
}

function nothingExcluded(pattern: string) {
  return problemError({
    code: 'input',
    summary: `${pattern} takes out no file.`,
    detail: 'A pattern that begins with ! takes files out that the other patterns of the same input found.',
    next: 'Check the path, or leave the pattern out; it is relative to the working directory.',
  });
}
