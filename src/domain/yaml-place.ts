import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import type { Problem, SourcePosition } from './problem.ts';

/** A YAML file that somebody wrote, with the lines that its parser counted. */
export interface WrittenYaml {
  readonly path: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

/** Names and indexes from the root to a value. */
export type YamlPath = readonly (string | number)[];

/** Where a name stands in its mapping, or an item in its list; where nothing is, the place of what should hold it. */
export function placeOf(written: WrittenYaml, at: YamlPath): SourcePosition {
  return positionOf(written, offsetOf(written.document, at));
}

function positionOf({ path, lines }: WrittenYaml, offset: number): SourcePosition {
  const { line, col } = lines.linePos(offset);
  return { file: path, line: Math.max(line, 1), column: Math.max(col, 1) };
}

function offsetOf(document: Document, at: YamlPath): number {
  const last = at.at(-1);
  if (last === undefined) return 0;
  const around = at.slice(0, -1);
  const parent = nodeAt(document, around);
  const node = isMap(parent)
    ? parent.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(last))?.key
    : nodeAt(document, at);
  return isNode(node) ? startOf(node) : offsetOf(document, around);
}

function startOf({ range }: Pick<Node, 'range'>): number {
  return range?.[0] ?? 0;
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

/** What is wrong with a file as YAML, in its place. */
export type YamlFault = Pick<Problem, 'summary' | 'detail' | 'next'> & { readonly at: SourcePosition };

/** A file, with what makes it no YAML, and the keys that stand twice in a mapping: of these the first counts, so that the rest can be judged all the same. */
export function readYaml({ path, text }: { readonly path: string; readonly text: string }): {
  readonly written: WrittenYaml;
  readonly broken: readonly YamlFault[];
  readonly twins: readonly YamlFault[];
} {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const written: WrittenYaml = { path, document, lines };
  const faults = document.errors.map((error) => unreadable(written, wordsFor(error), error.pos[0]));
  const broken = faults.length > 0 ? faults : badAliases(written);
  return { written, broken, twins: broken.length > 0 ? [] : dropTwins(written) };
}

function unreadable(written: WrittenYaml, detail: string, offset: number): YamlFault {
  return { summary: `${written.path} cannot be read as YAML.`, detail, at: positionOf(written, offset) };
}

/** Aliases of nothing, and of what they stand in, which would have no end. */
function badAliases(written: WrittenYaml): readonly YamlFault[] {
  const bad: YamlFault[] = [];
  visit(written.document, {
    Alias: (_, alias, around) => {
      const meant = alias.resolve(written.document);
      const { source } = alias;
      if (meant === undefined)
        bad.push(unreadable(written, `No anchor &${source} stands above *${source}.`, startOf(alias)));
      else if (around.some((one) => one === meant))
        bad.push(unreadable(written, `*${source} stands inside of what &${source} names.`, startOf(alias)));
    },
  });
  return bad;
}

function dropTwins(written: WrittenYaml): readonly YamlFault[] {
  const twins: YamlFault[] = [];
  visit(written.document, {
    Map: (_, map) => {
      const first = new Map<string, number>();
      map.items = map.items.filter(({ key }) => {
        if (!isScalar(key)) return true;
        const [name, at] = [String(key.value), positionOf(written, startOf(key))];
        const earlier = first.get(name);
        if (earlier === undefined) first.set(name, at.line);
        else
          twins.push({
            summary: `${written.path} has the key ${name} twice.`,
            detail: `It stands in line ${earlier} too.`,
            next: 'Leave one of the two.',
            at,
          });
        return earlier === undefined;
      });
    },
  });
  return twins;
}

const words: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  BAD_INDENT: 'This is not indented as what it belongs to, or a bracket before it is not closed.',
  BAD_SCALAR_START: 'A text that begins with this character has to be in quotes.',
  BLOCK_AS_IMPLICIT_KEY: 'A value with a colon has to be in quotes, or the next line is indented too far.',
  MULTILINE_IMPLICIT_KEY: 'A name and its colon have to be on one line.',
  MULTIPLE_DOCS: 'A second document begins here, and a file holds one.',
  TAB_AS_INDENT: 'A tab indents this line, and YAML takes spaces only.',
};

/** Rare faults in the words of the parser. */
function wordsFor({ code, message }: Pick<YAMLError, 'code' | 'message'>): string {
  return words[code] ?? `The parser says: ${message}.`;
}
