import type { Problem } from '../domain/problem.ts';
import type { Config, ConfigSection } from './config-file.ts';
import type { Settings, Spell } from './parse-request.ts';
import { mergeTokens } from './parse-tokens.ts';
import { suggest } from './suggest.ts';

/** What the inputs say of which settings count; an empty text is none. */
export interface Choice {
  readonly environment: string;
  readonly database: string;
  readonly cluster: string;
  /** Whether the verb goes through several databases. */
  readonly reach: 'one' | 'several';
}

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
  const settingsOf = ({ values, tokens }: ConfigSection): Settings => ({
    file: path,
    values,
    tokens,
    ...(advice !== undefined && { advice }),
  });
  const all = (top.databases ?? []).map((one) => ({
    ...merge(top, one),
    own: new Set(one.tokens.map(({ name }) => name)),
  }));
  if (all.length === 0) return { settings: [settingsOf(top)] };
  const named = choice.database === '' ? all : all.filter((one) => isMeant(one, choice));
  // Another database than those of the file is the business of whoever names it.
  if (named.length === 0) return { settings: [settingsOf(top)] };
  if (named.length > 1 && (choice.reach === 'one' || choice.database !== ''))
    return { problems: [tooMany(path, named, choice.database === '' ? 'database' : 'cluster', spell)] };
  return { settings: named.map((one) => ({ ...settingsOf(one), own: one.own })) };
}

/** What the second says wins; a database named in one of them takes the place of a list in the other. */
function merge(outer: ConfigSection, inner: ConfigSection): ConfigSection {
  const values = new Map([...outer.values, ...inner.values]);
  const isListed = inner.databases !== undefined;
  if (isListed) values.delete('database');
  const databases = isListed ? inner.databases : inner.values.has('database') ? undefined : outer.databases;
  return { values, tokens: mergeTokens(inner.tokens, outer.tokens), ...(databases !== undefined && { databases }) };
}

function isMeant({ values }: ConfigSection, { database, cluster }: Choice): boolean {
  const own = values.get('cluster');
  return (
    values.get('database') === database && (cluster === '' || own === undefined || hostOf(own) === hostOf(cluster))
  );
}

function hostOf(cluster: unknown): string {
  return URL.parse(String(cluster))?.host ?? String(cluster);
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
