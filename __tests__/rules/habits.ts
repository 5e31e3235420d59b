import { isNode, nodesOf, type SourceFile, type SyntaxNode } from './source-tree.ts';

const bannedNames = /^(utils?|helpers?|common|misc|manager|handler|service|base)\.ts$/;

/** Layers in which time, chance and the environment come from outside. */
const closedLayers = /^src\/(domain|report|procedures|verbs|ports)\//;

/** Habits that lead to wrong results sooner or later; each entry names the file and the habit. */
export function badHabits(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    const name = file.path.split('/').at(-1) ?? '';
    const named =
      bannedNames.test(name) || !/^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.d)?\.ts$/.test(name) ? ['file name'] : [];
    const found = nodesOf(file).flatMap((node) => habitOf(node, closedLayers.test(file.path)) ?? []);
    const notes = /(?:\/\/|\*)\s*(TODO|FIXME|XXX)\b/.test(file.text) ? ['open end in a comment'] : [];
    return [...named, ...found, ...notes].map((habit) => `${file.path}: ${habit}`);
  });
}

function habitOf(node: SyntaxNode, closed: boolean): string | undefined {
  if (node.type === 'CatchClause' && isEmptyBlock(node.body)) return 'empty catch';
  if (isSwallow(node)) return 'catch that turns a failure into nothing';
  if (node.type === 'TsAnyKeyword' || (node.type === 'TsKeywordType' && node.kind === 'any')) return 'any';
  if (node.type === 'TsNonNullExpression') return 'non-null assertion';
  if (/^ExportDefault/.test(node.type)) return 'default export';
  if (node.type === 'TsEnumDeclaration') return 'enum';
  return closed ? ambient(node) : undefined;
}

/** `.catch(() => {})` and `.catch(() => undefined)`. */
function isSwallow(node: SyntaxNode): boolean {
  if (node.type !== 'CallExpression' || !isNode(node.callee) || node.callee.type !== 'MemberExpression') return false;
  if (!isNode(node.callee.property) || node.callee.property.value !== 'catch') return false;
  const [first] = Array.isArray(node.arguments) ? node.arguments : [];
  const body = first?.expression?.body;
  return isEmptyBlock(body) || (isNode(body) && (body.type === 'NullLiteral' || body.value === 'undefined'));
}

function isEmptyBlock(node: unknown): boolean {
  return (
    isNode(node) &&
    /^(BlockStatement|FunctionBody)$/.test(node.type) &&
    Array.isArray(node.stmts) &&
    node.stmts.length === 0
  );
}

function ambient(node: SyntaxNode): string | undefined {
  if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date' && isEmpty(node.arguments))
    return 'reads the clock';
  if (node.type !== 'MemberExpression') return undefined;
  const member = `${nameOf(node.object)}.${nameOf(node.property)}`;
  if (member === 'Date.now') return 'reads the clock';
  if (member === 'Math.random') return 'rolls the dice';
  return member.startsWith('process.') ? 'reads the process' : undefined;
}

function isEmpty(list: unknown): boolean {
  return !Array.isArray(list) || list.length === 0;
}

function nameOf(node: unknown): string {
  return isNode(node) && node.type === 'Identifier' && typeof node.value === 'string' ? node.value : '';
}
