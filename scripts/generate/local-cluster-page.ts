import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policyForms } from '../../local-cluster/commands/policy-forms.ts';
import { commandAreas } from '../../local-cluster/supported/commands.ts';
import { addressOf, type Entry, type SupportedCommands } from '../../local-cluster/supported/entry.ts';
import { honestyByTopic } from '../../local-cluster/supported/honesty.ts';
import { supportedPolicies } from '../../local-cluster/supported/policies.ts';
import {
  type Own,
  supportedCodecs,
  supportedControls,
  supportedExportFormats,
  supportedFaults,
  supportedFormats,
  supportedJobs,
  supportedRequests,
} from '../../local-cluster/supported/surroundings.ts';
import { table } from './table.ts';

/** `views: name` as a link to the file and the name. */
function shownWitness(witness: string): string {
  const [file = ''] = witness.split(': ');
  return `[${file}](../__tests__/contract/local-cluster/${file}.test.ts)${witness.slice(file.length)}`;
}

const linked = (name: string, page: string): string => `[\`${name}\`](${addressOf(page)})`;
const coded = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

function commandTable(area: SupportedCommands): string {
  const rows = Object.values(area).map(({ form, page, properties = [], differs = '', witness }) => [
    linked(form, page),
    coded(properties),
    differs,
    shownWitness(witness),
  ]);
  return table(['Command', 'Properties', 'Differs from the page', 'Test'], rows);
}

function commandSections(): string {
  const sections = Object.entries(commandAreas).map(([title, area]) => `### ${title}\n\n${commandTable(area)}`);
  return sections.join('\n\n');
}

const scopes = {
  Table: 'a table',
  Tables: 'several tables',
  TableStar: 'all tables',
  Database: 'a database',
  MaterializedView: 'a view',
} as const;

/** `show, alter of a table, a database; …`: verbs that go with the same entities stand together. */
function shownForms(name: string): string {
  const byScopes = new Map<string, string[]>();
  for (const [verb, list] of Object.entries(policyForms[name] ?? {})) {
    const key = list.map((scope) => scopes[scope]).join(', ');
    if (key !== '') byScopes.set(key, [...(byScopes.get(key) ?? []), `\`.${verb}\``]);
  }
  return [...byScopes].map(([key, verbs]) => `${verbs.join(', ')}: ${key}`).join('; ');
}

function policyTable(): string {
  const rows = Object.entries(supportedPolicies).map(([name, { page, obeyed, witness }]) => [
    linked(name, page),
    shownForms(name),
    shownWitness(witness),
    obeyed === undefined ? 'no' : `${obeyed.how} (${shownWitness(obeyed.witness)})`,
  ]);
  return table(['Policy', 'Commands', 'Test', 'Obeyed'], rows);
}

function entryTable(title: string, entries: Readonly<Record<string, Entry>>): string {
  const rows = Object.entries(entries).map(([name, { page, differs = '', witness }]) => [
    linked(name, page),
    differs,
    shownWitness(witness),
  ]);
  return table([title, 'Differs from the page', 'Test'], rows);
}

function ownTable(title: string, entries: Readonly<Record<string, Own>>): string {
  const rows = Object.entries(entries).map(([name, { effect, witness }]) => [
    `\`${name}\``,
    effect,
    shownWitness(witness),
  ]);
  return table([title, 'Effect', 'Test'], rows);
}

function honestyTable(): string {
  const rows = honestyByTopic.flatMap(([topic, rules]) =>
    rules.map(({ rule, page, witness }, index) => [
      index === 0 ? topic : '',
      `[${rule}](${addressOf(page)})`,
      shownWitness(witness),
    ]),
  );
  return table(['About', 'Rule', 'Test'], rows);
}

const parts: Readonly<Record<string, () => string>> = {
  honesty: honestyTable,
  commands: commandSections,
  policies: policyTable,
  formats: () => entryTable('Format', supportedFormats),
  exportFormats: () => entryTable('Format', supportedExportFormats),
  codecs: () => entryTable('Codec', supportedCodecs),
  controls: () => ownTable('Member', supportedControls),
  requests: () => ownTable('What', supportedRequests),
  jobs: () => ownTable('Job', supportedJobs),
  faults: () => ownTable('Kind', supportedFaults),
};

/** The page on the local cluster: written prose, with everything that is promised put in its place. */
export function renderLocalClusterPage(): string {
  const prose = readFileSync(join(import.meta.dirname, 'local-cluster.md'), 'utf8');
  return prose.replaceAll(/^\{\{(\w+)\}\}$/gm, (_place, name: string) => {
    const part = parts[name];
    if (part === undefined)
      throw new Error(`The page on the local cluster has a place for '${name}', which does not exist.`);
    return part();
  });
}
