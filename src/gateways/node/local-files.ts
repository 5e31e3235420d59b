import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, normalize, relative, resolve, sep } from 'node:path';
import pMap from 'p-map';
import picomatch from 'picomatch';
import { escapePath, glob, isDynamicPattern } from 'tinyglobby';
import { type Problem, problemError, throwProblems } from '../../domain/problem.ts';
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

/**
 * The order of the patterns is kept; one that begins with `!` takes out what the others found. A path is told once, however it was spelled, with slashes, and below the working directory relative to it. Rejects with
 * `input` problems when patterns match nothing or take nothing out, or when nothing is left.
 */
export async function findAll(
  cwd: string,
  patterns: readonly string[],
  extensions: readonly string[],
): Promise<readonly string[]> {
  const [exclusions, inclusions] = [patterns.filter(isExclusion), patterns.filter((one) => !isExclusion(one))];
  const found = await Promise.all(inclusions.map((pattern) => findFiles(cwd, pattern, extensions)));
  throwProblems(
    inclusions.flatMap((pattern, place) => (found[place]?.length === 0 ? [nothingFound(pattern, extensions)] : [])),
  );
  const paths = new Set(found.flat().map((path) => spell(cwd, path)));
  const out = exclusions.map((pattern) => takenOut(cwd, pattern.slice(1), [...paths]));
  throwProblems(exclusions.flatMap((pattern, place) => (out[place]?.length === 0 ? [nothingExcluded(pattern)] : [])));
  for (const path of out.flat()) paths.delete(path);
  if (paths.size === 0 && patterns.length > 0) throw problemError(nothingLeft(inclusions, exclusions));
  return [...paths];
}

const isExclusion = (pattern: string): boolean => pattern.startsWith('!');

const withSlashes = (path: string): string => path.replaceAll('\\', '/');

/** One spelling for a path or a glob. */
function spell(cwd: string, path: string): string {
  const within = relative(cwd, resolve(cwd, path));
  const isInside = within !== '' && !/^\.\.([\\/]|$)/.test(within) && !isAbsolute(within);
  const spelled = isInside ? within : normalize(path);
  return sep === '/' ? spelled : withSlashes(spelled);
}

/** What the pattern is the name of, or the folder of, or else what it matches as a glob. */
function takenOut(cwd: string, pattern: string, paths: readonly string[]): readonly string[] {
  const names = [pattern, withSlashes(pattern)].map((one) => spell(cwd, one));
  const named = paths.filter((path) => names.some((name) => path === name || path.startsWith(`${name}/`)));
  if (named.length > 0) return named;
  const isMatch = picomatch(
    names.flatMap((name) => [name, `${name}/**`]),
    { dot: true },
  );
  return paths.filter((path) => isMatch(path));
}

/** In path order. What is there under just this name is meant, also where it holds characters of a glob. A folder stands for every file below it with one of the extensions. */
async function findFiles(cwd: string, pattern: string, extensions: readonly string[]): Promise<readonly string[]> {
  const plain = withSlashes(pattern);
  for (const name of new Set([pattern, plain])) {
    const kind = await kindOf(resolve(cwd, name));
    if (kind === 'file') return [name];
    const folder = escapePath(name.replace(/\/$/, ''));
    if (kind === 'folder') return search(cwd, ...extensions.map((extension) => `${folder}/**/*${extension}`));
  }
  return isDynamicPattern(plain) ? search(cwd, plain) : [];
}

async function search(cwd: string, ...globs: readonly string[]): Promise<readonly string[]> {
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

function nothingFound(pattern: string, extensions: readonly string[]): Problem {
  return {
    code: 'input',
    summary: `No file matches ${pattern}.`,
    detail: `Looked for ${extensions.join(', ')} in folders, and for the path or glob itself.`,
    next: 'Check the path; it is relative to the working directory.',
  };
}

function nothingExcluded(pattern: string): Problem {
  return {
    code: 'input',
    summary: `${pattern} takes out no file.`,
    detail: 'A pattern that begins with ! takes files out that the other patterns of the same input found.',
    next: 'Check the path, or leave the pattern out; it is relative to the working directory.',
  };
}

function nothingLeft(inclusions: readonly string[], exclusions: readonly string[]): Problem {
  return {
    code: 'input',
    summary: `No file is left by ${exclusions.join(', ')}.`,
    detail: `That takes out all that was found: ${inclusions.join(', ')}.`,
    next: 'Take out fewer files, or leave the input out where there are none.',
  };
}
