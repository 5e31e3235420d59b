import { type Document, isAlias, isCollection, isMap, isNode, isScalar, type LineCounter, type Node } from 'yaml';
import type { SourcePosition } from './problem.ts';

/** A YAML file that somebody wrote, with the lines that its parser counted. */
export interface WrittenYaml {
  readonly path: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

/** Names and indexes from the root to a value. */
export type YamlPath = readonly (string | number)[];

/** Where a name stands in its mapping, or an item in its list; the beginning of the file where nothing is. */
export function placeOf({ path, document, lines }: WrittenYaml, at: YamlPath): SourcePosition {
  const { line, col } = lines.linePos(offsetOf(document, at));
  return { file: path, line: Math.max(line, 1), column: Math.max(col, 1) };
}

function offsetOf(document: Document, at: YamlPath): number {
  const last = at.at(-1);
  if (last === undefined) return 0;
  const parent = nodeAt(document, at.slice(0, -1));
  if (isMap(parent)) {
    const key = parent.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(last))?.key;
    return isScalar(key) ? (key.range?.[0] ?? 0) : 0;
  }
  return nodeAt(document, at)?.range?.[0] ?? 0;
}

/** What stands there, with aliases followed; undefined where nothing does. */
export function nodeAt(document: Document, at: YamlPath): Node | undefined {
  let node: unknown = document.contents;
  for (const step of [undefined, ...at]) {
    if (step !== undefined) node = isCollection(node) ? node.get(step, true) : undefined;
    if (isAlias(node)) node = node.resolve(document);
  }
  return isNode(node) ? node : undefined;
}

/** What the parser found wrong, each in its place. */
export function brokenPlaces({ path, document }: WrittenYaml): readonly {
  readonly summary: string;
  readonly detail: string;
  readonly at: SourcePosition;
}[] {
  return document.errors.map((error) => {
    const [place] = error.linePos ?? [{ line: 1, col: 1 }];
    return {
      summary: `${path} cannot be read as YAML.`,
      detail: error.message.split('\n')[0] ?? '',
      at: { file: path, line: place.line, column: place.col },
    };
  });
}
