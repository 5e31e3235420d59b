import { posix } from 'node:path';
import { isScalar } from 'yaml';
import { type Problem, problemError } from '../domain/problem.ts';
import { nodeAt, placeOf, readYaml, type WrittenYaml, type YamlPath } from '../domain/yaml-place.ts';
import type { Input, Inputs, TokenValue } from './command.ts';
import { type ConfigTerms, describeIssue, withoutRefused } from './config-problems.ts';
import { configSchema } from './config-schema.ts';
import { databaseKey } from './database-key.ts';
import type { Spell } from './parse-request.ts';
import { judgeTokens } from './parse-tokens.ts';
import { parseList, parseValue } from './parse-value.ts';

/** Settings that stand together. */
export interface ConfigSection {
  /** By input, as `parseRequest` makes them; paths begin at the working directory. */
  readonly values: ReadonlyMap<string, unknown>;
  readonly tokens: readonly TokenValue[];
  /** Each has a `database`; absent where the section does not list any. */
  readonly databases?: readonly ConfigSection[];
}

export interface Config extends ConfigSection {
  readonly path: string;
  readonly environments: ReadonlyMap<string, ConfigSection>;
}

type Raw = Readonly<Record<string, unknown>>;

/** Reads the config file, or tells everything that is wrong with it by line and column. Shows no secret. */
export function readConfig(
  { path, text }: { readonly path: string; readonly text: string },
  terms: ConfigTerms,
): Config | { readonly problems: readonly Problem[] } {
  const { written, broken, twins } = readYaml({ path, text });
  if (broken.length > 0) return { problems: broken.map((one) => ({ code: 'input', ...one })) };
  const values: unknown = valuesOf(written) ?? {};
  const { error } = configSchema(terms.inputs).safeParse(values);
  const issues = error?.issues ?? [];
  const root = sectionOf(withoutRefused(values, issues));
  const reader = new SectionReader(written, terms);
  const top = reader.section(root, []);
  const environments = Object.entries(sectionOf(root.environments)).map(
    ([name, section]) => [name, reader.environment(sectionOf(section), name, top)] as const,
  );
  const problems = [
    ...twins.map((one) => ({ code: 'input', ...one }) as const),
    ...issues.flatMap((issue) => describeIssue(written, issue, terms)),
    ...reader.problems,
  ];
  return problems.length > 0
    ? { problems: problems.sort(byPlace) }
    : { path, ...top, environments: new Map(environments) };
}

function byPlace({ at: one }: Problem, { at: other }: Problem): number {
  return (one?.line ?? 0) - (other?.line ?? 0) || (one?.column ?? 0) - (other?.column ?? 0);
}

/** Nothing where the schema refused it. */
function sectionOf(value: unknown): Raw {
  return (value ?? {}) as Raw;
}

/** Turns sections into values, and gathers what is wrong with these. */
class SectionReader {
  readonly problems: Problem[] = [];
  readonly #written: WrittenYaml;
  readonly #inputs: Inputs;
  readonly #spell: Spell;

  constructor(written: WrittenYaml, { inputs, spell }: Pick<ConfigTerms, 'inputs' | 'spell'>) {
    this.#written = written;
    this.#inputs = inputs;
    this.#spell = spell;
  }

  /** An environment that is named has to be what counts, and so has what is said of one database: where both say something, only the user knows. */
  environment(raw: Raw, name: string, { databases = [] }: ConfigSection): ConfigSection {
    const at = ['environments', name];
    const section = this.section(raw, at);
    if (section.databases !== undefined || section.values.has('database')) return section;
    const places = [...section.values.keys()].map((key) => [key]);
    for (const place of [...places, ...section.tokens.map((token) => ['tokens', token.name])]) {
      const others = databases
        .filter((one) => says(one, place))
        .map(({ values }) => values.get('database') ?? 'without a name');
      if (others.length > 0)
        this.#report(
          [...at, ...place],
          `says ${place.join('/')} for the environment ${name} and for the database ${others.join(', ')}.`,
          'Leave it out of one of the two, or list the databases in the environment.',
        );
    }
    return section;
  }

  section(raw: Raw, at: YamlPath): ConfigSection {
    const values = new Map(
      Object.entries(this.#inputs).flatMap(([name, input]) => {
        const value = raw[name];
        if (value === undefined || input.type === 'tokens') return [];
        return [[name, this.#value(name, value, [...at, name])] as const];
      }),
    );
    const own = { values, tokens: this.#tokens(raw.tokens, [...at, 'tokens']) };
    const listed = raw.databases;
    if (!Array.isArray(listed)) return own;
    if (Object.hasOwn(raw, 'database'))
      this.#report([...at, 'database'], 'names a database beside databases.', 'Leave one of the two.');
    const databases = listed.map((one, index) => this.section(sectionOf(one), [...at, 'databases', index]));
    this.#refuseTwins(databases, [...at, 'databases']);
    return { ...own, databases };
  }

  #value(name: string, value: unknown, at: YamlPath): unknown {
    const input = this.#inputs[name];
    if (input === undefined || input.type === 'tokens') return value;
    const { path } = this.#written;
    const texts = (Array.isArray(value) ? value : [value]).map(String);
    if (input.secret === 'query' && texts.some((one) => one.includes('?'))) {
      this.#report(
        at,
        `has a secret in ${name}: a SAS does not belong into a file.`,
        `Leave out what follows the ?, or give all of it as ${this.#spell(name)}.`,
      );
      return undefined;
    }
    if (input.type === 'list') return this.#list(input, value, at);
    if (typeof value !== 'string') return value;
    const read = parseValue(name, input, value, (one) => `${one} in ${path}`);
    if ('value' in read) return read.value;
    this.problems.push({ ...read.problem, at: placeOf(this.#written, at) });
    return undefined;
  }

  /** One text is read as that of an input; items of a list are as they are written. */
  #list(input: Pick<Input, 'config'>, value: unknown, at: YamlPath): readonly string[] {
    const { path } = this.#written;
    const items = Array.isArray(value) ? value.map(String) : parseList(String(value));
    if (items.length === 0) this.#report(at, `names nothing in ${at.join('/')}.`, 'Name something, or leave it out.');
    return Object.freeze(input.config === 'path' ? items.map((one) => besideFile(path, one)) : items);
  }

  #tokens(raw: unknown, at: YamlPath): readonly TokenValue[] {
    if (typeof raw !== 'object' || raw === null) return [];
    const { document, path } = this.#written;
    const tokens = Object.entries(raw).flatMap(([name, value]) => {
      if (value === undefined) return [];
      const node = nodeAt(document, [...at, name]);
      // A number as it is written: 1.0 is not 1.
      const isBare = isScalar(node) && typeof value !== 'string';
      return [{ name, value: isBare ? (node.source ?? String(value)) : String(value) }];
    });
    for (const token of tokens) {
      const problems = judgeTokens('tokens', { type: 'tokens', describe: '' }, [token], (one) => `${one} in ${path}`);
      this.problems.push(...problems.map((one) => ({ ...one, at: placeOf(this.#written, [...at, token.name]) })));
    }
    return tokens;
  }

  #refuseTwins(databases: readonly ConfigSection[], at: YamlPath): void {
    const keys = databases.map(({ values }) =>
      databaseKey({ cluster: values.get('cluster'), database: values.get('database') }),
    );
    for (const [index, { values }] of databases.entries())
      if (values.has('database') && keys.indexOf(keys[index] ?? '') < index)
        this.#report([...at, index], `lists the database ${values.get('database')} twice.`, 'Leave one of them.');
  }

  #report(at: YamlPath, what: string, next: string): void {
    const { path } = this.#written;
    this.problems.push({ code: 'input', summary: `${path} ${what}`, next, at: placeOf(this.#written, at) });
  }
}

function says({ values, tokens }: ConfigSection, [key = '', token]: readonly string[]): boolean {
  return token === undefined ? values.has(key) : tokens.some(({ name }) => name === token);
}

/** From the working directory, as one would type it. */
function besideFile(file: string, path: string): string {
  if (path.startsWith('!')) return `!${besideFile(file, path.slice(1))}`;
  const plain = path.replaceAll('\\', '/');
  const isAbsolute = plain.startsWith('/') || /^[A-Za-z]:\//.test(plain);
  return isAbsolute ? plain : posix.join(posix.dirname(file.replaceAll('\\', '/')), plain);
}

/** Rejects where aliases come to more than can be held. */
function valuesOf({ path, document }: WrittenYaml): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw problemError({
      code: 'input',
      summary: `${path} cannot be read as YAML.`,
      detail: 'Its aliases repeat more than can be held.',
    });
  }
}
