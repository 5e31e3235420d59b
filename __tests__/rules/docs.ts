import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { globSync } from 'tinyglobby';
import { isTokenVariable } from '../../src/hosts/environment.ts';
import { commonFlags } from '../../src/hosts/terminal/arguments.ts';
import { variableOf } from '../../src/hosts/terminal/variables.ts';
import type { Command } from '../../src/verbs/command.ts';
import { root } from './source-tree.ts';

export interface Page {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Fence {
  readonly language: string;
  readonly text: string;
}

/** Every page that people wrote for people; the notices are not. */
export function readPages(): readonly Page[] {
  return globSync(['*.md', 'docs/*.md', 'examples/*.md'], { cwd: root, ignore: ['THIRD-PARTY-NOTICES.md'] })
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

export function pageAt(path: string): Page {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

/** Code blocks in order, without the indentation of the list they stand in. */
export function fencesOf({ text }: Page): readonly Fence[] {
  return [...text.matchAll(/^( *)```(\w*)\n([\s\S]*?)^ *```$/gm)].map(([, indent = '', language = '', body = '']) => ({
    language,
    text: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}

/** Rows of the first table that begins after `heading`, cells trimmed, without the line of dashes. */
export function tableAfter({ path, text }: Page, heading: string): readonly (readonly string[])[] {
  const at = `\n${text}`.indexOf(`\n${heading}\n`);
  if (at < 0) throw new Error(`${path} has no heading ${heading}`);
  const table = /(?:^\|.*\|\n)+/m.exec(text.slice(at))?.[0] ?? '';
  const [head = [], , ...rows] = table
    .trimEnd()
    .split('\n')
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  return [head, ...rows];
}

/** Links to files that are not there, and to headings that no page has. */
export function brokenLinks(pages: readonly Page[]): readonly string[] {
  return pages.flatMap((page) =>
    [...withoutFences(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^(https?|mailto):/.test(target) && !isThere(page, target))
      .map((target) => `${page.path}: ${target}`),
  );
}

function isThere({ path }: Page, target: string): boolean {
  const [file = '', anchor] = target.split('#');
  const place = file === '' ? path : posix.join(posix.dirname(path), file);
  if (!existsSync(join(root, place))) return false;
  return anchor === undefined || headingAnchors(pageAt(place)).includes(anchor);
}

/** As GitHub makes them of headings. */
function headingAnchors(page: Page): readonly string[] {
  return [...withoutFences(page).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function withoutFences({ text }: Page): string {
  return text.replaceAll(/^( *)```[\s\S]*?^ *```$/gm, '');
}

function inlineCode(page: Page): readonly string[] {
  return [...withoutFences(page).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
}

/** Paths in the text that lead nowhere. */
export function missingPaths(page: Page): readonly string[] {
  return inlineCode(page)
    .filter((code) =>
      /^(src|docs|__tests__|local-cluster|templates|examples|actions|scripts|dist)\/[\w./-]*$/.test(code),
    )
    .filter((code) => !existsSync(join(root, code)))
    .map((code) => `${page.path}: ${code}`);
}

/** Verbs, flags and variables in a page that the command table does not have. */
export function unknownWords(page: Page, commands: readonly Command[]): readonly string[] {
  const lines = [
    ...inlineCode(page),
    ...fencesOf(page)
      .filter(({ language }) => language === 'sh')
      .flatMap(({ text }) => text.split('\n')),
  ];
  return lines
    .flatMap((line) => [...wrongCommand(line, commands), ...wrongVariables(line, commands)])
    .map((word) => `${page.path}: ${word}`);
}

/** `kusto-rebuild verb --flag`, `node dist/cli.js verb --flag`, `verb --flag` or `--flag` alone. */
function wrongCommand(line: string, commands: readonly Command[]): readonly string[] {
  const called = /^(?:kusto-rebuild|node dist\/cli\.js)\s+(?<verb>[\w-]+)(?<rest>.*)$/.exec(line)?.groups;
  const short = /^(?<verb>[\w-]*)\s*(?<rest>--[\w-]+.*)$/.exec(line)?.groups;
  const { verb = '', rest = '' } = called ?? short ?? {};
  const command = commands.find(({ name, hosts }) => name === verb && hosts.includes('cli'));
  if (called !== undefined && command === undefined) return [`no verb ${verb}`];
  if (called === undefined && (short === undefined || (verb !== '' && command === undefined))) return [];
  const known = new Set([
    ...Object.keys(commonFlags),
    ...(command === undefined ? commands : [command]).flatMap(({ inputs }) => Object.keys(inputs)),
  ]);
  return [...rest.matchAll(/(?<=\s|^)--([\w-]+)/g)]
    .map(([, flag = '']) => flag)
    .filter((flag) => !known.has(flag))
    .map((flag) => `no flag --${flag}${verb === '' ? '' : ` of ${verb}`}`);
}

function wrongVariables(line: string, commands: readonly Command[]): readonly string[] {
  const known = new Set(commands.flatMap(({ inputs }) => Object.keys(inputs).map(variableOf)));
  return (line.match(/\bKUSTO_REBUILD_\w+/g) ?? [])
    .filter((name) => !known.has(name) && !isTokenVariable(name))
    .map((name) => `no variable ${name}`);
}

/** `npm run x` where package.json has no such script. */
export function missingScripts({ path, text }: Page, scripts: Readonly<Record<string, string>>): readonly string[] {
  return [...text.matchAll(/\bnpm (?:run )([\w:-]+)/g)]
    .map(([, name = '']) => name)
    .filter((name) => scripts[name] === undefined)
    .map((name) => `${path}: npm run ${name}`);
}

/** Exit codes that are spoken of and do not exist. */
export function wrongExitCodes({ path, text }: Page, known: readonly string[]): readonly string[] {
  return [...text.matchAll(/exit code (\d+)/gi)]
    .map(([, code = '']) => code)
    .filter((code) => !known.includes(code))
    .map((code) => `${path}: exit code ${code}`);
}

export function linesOf({ text }: Page): number {
  return text.trimEnd().split('\n').length;
}
