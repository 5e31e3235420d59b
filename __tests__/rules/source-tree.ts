import { readFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { type Module, parseSync } from '@swc/core';
import { globSync } from 'tinyglobby';

export const root = resolve(import.meta.dirname, '../..');

export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** TypeScript files below the folders, in path order. */
export function readSources(folders: readonly string[]): readonly SourceFile[] {
  return globSync(
    folders.map((folder) => `${folder}/**/*.ts`),
    { cwd: root },
  )
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** A node of the syntax tree, as far as rules look at it. */
export interface SyntaxNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

const parsed = new Map<string, Module>();

/** All nodes of a file, parents first. */
export function nodesOf(file: SourceFile): readonly SyntaxNode[] {
  const module = parsed.get(file.text) ?? parseSync(file.text, { syntax: 'typescript', target: 'es2022' });
  parsed.set(file.text, module);
  return [...walk(module)];
}

function* walk(value: unknown): Generator<SyntaxNode> {
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) yield value;
  for (const child of Object.values(value)) yield* walk(child);
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** What a file imports or re-exports, statically or not, types included; relative ones as repository paths. */
export function importsOf(file: SourceFile): readonly string[] {
  return nodesOf(file)
    .flatMap((node) => specifierOf(node) ?? [])
    .map((specifier) => (specifier.startsWith('.') ? posix.join(posix.dirname(file.path), specifier) : specifier));
}

function specifierOf(node: SyntaxNode): string | undefined {
  if (/^(Import|ExportNamed|ExportAll)Declaration$/.test(node.type)) return stringOf(node.source);
  if (node.type === 'TsImportType') return stringOf(node.argument);
  if (node.type !== 'CallExpression' || !isNode(node.callee) || node.callee.type !== 'Import') return undefined;
  const [first] = Array.isArray(node.arguments) ? node.arguments : [];
  return stringOf(first?.expression);
}

function stringOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'StringLiteral' && typeof node.value === 'string' ? node.value : undefined;
}

/** The texts of string literals and of templates; what a template inserts counts as `…`. */
export function stringsOf(file: SourceFile): readonly string[] {
  return nodesOf(file).flatMap((node) => {
    if (node.type === 'StringLiteral' && typeof node.value === 'string') return [node.value];
    if (node.type !== 'TemplateLiteral' || !Array.isArray(node.quasis)) return [];
    return [node.quasis.map((quasi) => quasi.cooked ?? '').join('…')];
  });
}
