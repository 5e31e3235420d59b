import { posix } from 'node:path';
import { isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Problem } from '../domain/problem.ts';
import { brokenPlaces, nodeAt, placeOf, type WrittenYaml, type YamlPath } from '../domain/yaml-place.ts';
import type { Input, Inputs, TokenValue } from './command.ts';
import { configSchema } from './config-schema.ts';
import { databaseKey } from './database-key.ts';
import type { Spell } from './parse-request.ts';
import { judgeTokens } from './parse-tokens.ts';
import { choicesText, parseList, parseValue } from './parse-value.ts';
import { suggest } from './suggest.ts';

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

/** What the file is checked against. */
export interface ConfigTerms {
  /** What it may give. */
  readonly inputs: Inputs;
  /** Names of all inputs, also of those that it may not give. */
  readonly known: readonly string[];
  readonly spell: Spell;
}

type Raw = Readonly<Record<string, unknown>>;

/** Reads the config file, or tells everything that is wrong with it by line and column. Shows no secret. */
export function readConfig(
  { path, text }: { readonly path: string; readonly text: string },
  terms: ConfigTerms,
): Config | { readonly problems: readonly Problem[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: true });
  const written: WrittenYaml = { path, document, lines };
  const broken = [...brokenPlaces(written), ...unresolved(written)];
  if (broken.length > 0) return { problems: broken.map((one) => ({ code: 'input', ...one })) };
  const schema = configSchema(terms.inputs);
  const parsed = schema.safeParse(document.toJS() ?? {});
  if (!parsed.success) return { problems: parsed.error.issues.flatMap((issue) => wrong(written, issue, terms)) };
  const reader = new SectionReader(written, terms);
  const root: Raw = parsed.data;
  const top = reader.section(root, []);
  const environments = Object.entries(parsed.data.environments ?? {}).map(
    ([name, section]) => [name, reader.environment(section, name, top)] as const,
  );
  return reader.problems.length > 0
    ? { problems: reader.problems }
    : { path, ...top, environments: new Map(environments) };
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
      const others = databases.filter((one) => says(one, place)).map(({ values }) => values.get('database'));
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
    if (raw.database !== undefined)
      this.#report([...at, 'database'], 'names a database beside databases.', 'Leave one of the two.');
    const databases = listed.map((one: Raw, index) => this.section(one, [...at, 'databases', index]));
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
    const tokens = Object.entries(raw).map(([name, value]) => {
      const node = nodeAt(document, [...at, name]);
      // A number as it is written: 1.0 is not 1.
      const isBare = isScalar(node) && typeof value !== 'string';
      return { name, value: isBare ? (node.source ?? String(value)) : String(value) };
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
      if (keys.indexOf(keys[index] ?? '') < index)
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

/** An alias without its anchor is found only when it is followed. */
function unresolved({ path, document }: WrittenYaml) {
  try {
    document.toJS();
    return [];
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return [{ summary: `${path} cannot be read as YAML.`, detail: error.message, at: { file: path, line: 1 } }];
  }
}

function wrong(written: WrittenYaml, issue: z.core.$ZodIssue, terms: ConfigTerms): readonly Problem[] {
  const inside = issue.path.filter((step) => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(written, [...inside, key], terms));
  const seen = written.document.getIn(inside);
  const choices = issue.code === 'invalid_value' ? issue.values.map(String) : undefined;
  const isBare =
    issue.code === 'invalid_type' && issue.expected === 'string' && !isNode(seen) && seen !== undefined && seen !== null;
  const what = inside.length === 0 ? 'holds no settings.' : `has a value of ${inside.join('/')} that is no good.`;
  return [
    {
      code: 'input',
      summary: `${written.path} ${what}`,
      detail: `Seen: ${isNode(seen) ? String(seen).trim() : (JSON.stringify(seen) ?? 'nothing')}. ${choices === undefined ? expectedText(issue) : choicesText(choices, String(seen))}`,
      ...(isBare && { next: 'Put the text in quotes.' }),
      at: placeOf(written, inside),
    },
  ];
}

const plainWords: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'names with their values',
  record: 'names with their values',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a whole number',
};

function expectedText(issue: z.core.$ZodIssue): string {
  const plain = issue.code === 'invalid_type' ? plainWords[issue.expected] : undefined;
  return plain === undefined ? `${issue.message}.` : `Expected ${plain}.`;
}

function unknownKey(written: WrittenYaml, at: YamlPath, { inputs, known, spell }: ConfigTerms): Problem {
  const key = String(at.at(-1));
  const isTop = at.length === 1;
  const isDatabase = at.at(-3) === 'databases';
  const allowed = [...Object.keys(inputs), ...(isDatabase ? [] : ['databases']), ...(isTop ? ['environments'] : [])];
  const near = suggest(key, allowed, (name) => name).trim();
  const isSecret = key === 'secret-tokens';
  return {
    code: 'input',
    summary: isSecret
      ? `${written.path} has secret-tokens, and a secret does not belong into a file.`
      : `${written.path} has the key ${key}, which is not known here.`,
    ...(!isSecret && { detail: `Known: ${allowed.join(', ')}.` }),
    next: adviceFor(key, near, { known, spell }),
    at: placeOf(written, at),
  };
}

function adviceFor(key: string, near: string, { known, spell }: Pick<ConfigTerms, 'known' | 'spell'>): string {
  if (key === 'secret-tokens')
    return `Give it as ${spell(key)}, or in variables such as KUSTO_REBUILD_SECRET_TOKEN_name.`;
  if (known.includes(key)) return `Give it as ${spell(key)}: it is said for each run.`;
  return near === '' ? 'Remove it.' : near;
}
