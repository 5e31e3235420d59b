import type { Problem } from '../domain/problem.ts';
import type { Config, ConfigSection } from './config-file.ts';
import { hostOf } from './database-key.ts';
import type { Settings, Spell } from './parse-request.ts';
import { mergeTokens } from './parse-tokens.ts';
import { suggest } from './suggest.ts';

/** What the inputs say of which settings count; an empty text is none. */
export interface Choice {
  readonly environment: string;
  readonly database: string;
  readonly cluster: string;
  readonly storage: string;
  /** Whether the verb goes through several databases. */
  readonly reach: 'one' | 'several';
}

/** One of several databases has tokens that are meant for it. */
type Listed = ConfigSection & { readonly own?: ReadonlySet<string> };

/** The settings of each run, in order: one, unless the file lists databases and none of them is named. */
export function chooseSettings(
  config: Config,
  choice: Choice,
  spell: Spell,
): { readonly settings: readonly Settings[] } | { readonly problems: readonly Problem[] } {
  const { path } = config;
  const names = [...config.environments.keys()];
  const environment = config.environments.get(choice.environment);
  if (choice.environment !== '' && environment === undefined)
    return { problems: [noEnvironment(config, choice.environment, names)] };
  const top = environment === undefined ? config : merge(config, environment);
  const advice =
    environment === undefined && names.length > 0
      ? `Its environments are ${names.join(', ')}: name one with ${spell('environment')}.`
      : undefined;
  const settingsOf = ({ values, tokens, own }: Listed): Settings => ({
    file: path,
    values,
    tokens,
    ...(own !== undefined && { own }),
    ...(advice !== undefined && { advice }),
  });
  const settle = (chosen: readonly Listed[]) => {
    const problems = environment === undefined ? [] : otherPlaces(chosen, choice, spell, standsIn(config, choice));
    return problems.length > 0 ? { problems } : { settings: chosen.map(settingsOf) };
  };
  const all = (top.databases ?? []).map((one) => ({
    ...merge(top, one),
    own: new Set(one.tokens.map(({ name }) => name)),
  }));
  if (all.length === 0) return settle([top]);
  const named = choice.database === '' ? all : findNamed(all, choice);
  const other = all.find(
    ({ values }) => String(values.get('database')).toLowerCase() === choice.database.toLowerCase(),
  );
  if (named.length === 0 && other !== undefined)
    return { problems: [otherCase(path, choice.database, String(other.values.get('database')))] };
  // Another database than those of the file is the business of whoever names it.
  if (named.length === 0) return settle([top]);
  if (named.length > 1 && (choice.reach === 'one' || choice.database !== ''))
    return { problems: [tooMany(path, named, choice.database === '' ? 'database' : 'cluster', spell)] };
  return settle(named);
}

/** What the second says wins; a database named in one of them takes the place of a list in the other. */
function merge(outer: ConfigSection, inner: ConfigSection): ConfigSection {
  const values = new Map([...outer.values, ...inner.values]);
  const isListed = inner.databases !== undefined;
  if (isListed) values.delete('database');
  const databases = isListed ? inner.databases : inner.values.has('database') ? undefined : outer.databases;
  return { values, tokens: mergeTokens(inner.tokens, outer.tokens), ...(databases !== undefined && { databases }) };
}

/** Those of that name; the cluster, which wins over theirs, tells only several of one name apart. */
function findNamed<S extends ConfigSection>(all: readonly S[], { database, cluster }: Choice): readonly S[] {
  const found = all.filter(({ values }) => values.get('database') === database);
  if (found.length < 2 || cluster === '') return found;
  const there = found.filter(({ values }) => hostOf(values.get('cluster')) === hostOf(cluster));
  return there.length === 0 ? found : there;
}

/** Whoever names an environment means its cluster, and the storage with what is known of it; an input may be a variable that was set for something else. */
function otherPlaces(
  chosen: readonly ConfigSection[],
  choice: Choice,
  spell: Spell,
  standsIn: (name: string, value: string) => string,
): readonly Problem[] {
  return (['cluster', 'storage'] as const).flatMap((name) => {
    const own = [...new Set(chosen.flatMap(({ values }) => values.get(name) ?? []).map(String))];
    const given = choice[name];
    return own
      .filter((one) => given !== '' && placeOf(one) !== placeOf(given))
      .map((one) => ({
        code: 'input',
        summary: `The ${name} ${standsIn(name, one)} is ${one}, and ${spell(name)} says ${given.split('?')[0]}.`,
        next: `Leave one of the two out; a variable that gives the ${name} counts as an input.`,
      }));
  });
}

/** Where a value stands that counts for the environment. */
function standsIn(
  { path, values, environments }: Config,
  { environment }: Choice,
): (name: string, value: string) => string {
  return (name, value) => {
    if (String(environments.get(environment)?.values.get(name)) === value) return `of the environment ${environment}`;
    return String(values.get(name)) === value
      ? `at the top of ${path}, which counts for the environment ${environment},`
      : `of a database that ${path} lists for the environment ${environment}`;
  };
}

/** Without what is no part of the place, such as a SAS. */
function placeOf(uri: string): string {
  const parsed = URL.parse(uri);
  return parsed === null ? uri : `${parsed.host}${parsed.pathname.replace(/\/+$/, '')}`;
}

/** Names of databases count no case, see https://learn.microsoft.com/kusto/query/schema-entities/entity-names, so that it is the same database. */
function otherCase(path: string, named: string, listed: string): Problem {
  return {
    code: 'input',
    summary: `${path} lists the database ${listed}, and ${named} is named: the same in another upper and lower case.`,
    next: `Name it as the file does: ${listed}.`,
  };
}

function noEnvironment({ path }: Config, name: string, names: readonly string[]): Problem {
  return {
    code: 'input',
    summary: `${path} has no environment ${JSON.stringify(name)}.`,
    detail:
      names.length === 0
        ? 'It has no environments.'
        : `Environments: ${names.join(', ')}.${suggest(name, names, (one) => one)}`,
  };
}

function tooMany(path: string, all: readonly ConfigSection[], input: 'database' | 'cluster', spell: Spell): Problem {
  const seen = all.map(({ values }) => String(values.get(input)));
  return {
    code: 'input',
    summary: `${path} lists several databases, and this needs one of them.`,
    detail: `Found: ${seen.join(', ')}.`,
    next: `Name one with ${spell(input)}.`,
  };
}
