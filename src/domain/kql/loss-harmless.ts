import type { StatementReading } from './statement-reading.ts';

interface HarmlessRule {
  readonly verbs: readonly string[];
  readonly nouns: readonly string[];
  /** Absent: whatever the action. */
  readonly actions?: readonly string[];
  readonly why: string;
}

/** Source: https://learn.microsoft.com/kusto/management/security-roles */
/** Of tables, functions, views and databases. Source: https://learn.microsoft.com/kusto/management/manage-table-security-roles */
export const roles = ['admins', 'users', 'viewers', 'unrestrictedviewers', 'ingestors', 'monitors'];
const texts = ['docstring', 'folder', 'column-docstrings'];

const rules: readonly HarmlessRule[] = [
  {
    verbs: ['create'],
    nouns: ['table', 'tables'],
    actions: ['columns', 'based-on'],
    why: 'it leaves an existing table as it is',
  },
  {
    verbs: ['create-merge', 'alter-merge'],
    nouns: ['table', 'tables'],
    actions: ['columns'],
    why: 'it only adds columns',
  },
  { verbs: ['create', 'create-or-alter', 'alter', 'drop'], nouns: ['function'], why: 'a function holds no data' },
  { verbs: ['drop'], nouns: ['functions'], why: 'a function holds no data' },
  {
    verbs: ['create', 'create-or-alter', 'alter'],
    nouns: ['table', 'database'],
    actions: ['ingestion'],
    why: 'an ingestion mapping holds no data',
  },
  {
    verbs: ['alter', 'alter-merge'],
    nouns: ['table', 'tables', 'column', 'function', 'materialized-view', 'external-table'],
    actions: texts,
    why: 'it only changes a description',
  },
  {
    verbs: ['alter'],
    nouns: ['materialized-view'],
    actions: ['lookback', 'autoupdateschema'],
    why: 'it only changes how the view goes on',
  },
  {
    verbs: ['add'],
    nouns: ['database', 'table', 'function', 'materialized-view', 'external-table'],
    actions: roles,
    why: 'it only grants a role',
  },
  { verbs: ['create'], nouns: ['external-table'], why: 'it fails when the external table exists' },
  {
    verbs: ['create-or-alter', 'alter'],
    nouns: ['external-table'],
    actions: ['', 'kind'],
    why: 'an external table holds no data of its own',
  },
  {
    verbs: ['create-or-alter'],
    nouns: ['continuous-export'],
    actions: ['over', 'to'],
    why: 'an export only adds files',
  },
  { verbs: ['enable'], nouns: ['continuous-export'], actions: [''], why: 'it goes on from where it stopped' },
  {
    verbs: ['disable'],
    nouns: ['continuous-export'],
    actions: [''],
    why: 'it keeps where it is, and goes on from there',
  },
];

/** Policies that decide how data is stored and read, not what is kept. */
const harmlessPolicies: ReadonlySet<string> = new Set([
  'caching',
  'ingestionbatching',
  'merge',
  'roworder',
  'sharding',
  'streamingingestion',
]);

/** Properties of ingestion that only add. Source: https://learn.microsoft.com/kusto/ingestion-properties */
const harmlessProperties: ReadonlySet<string> = new Set([
  'creationtime',
  'distributed',
  'docstring',
  'extend_schema',
  'folder',
  'format',
  'ignorefirstrecord',
  'ingestifnotexists',
  'ingestionmapping',
  'ingestionmappingreference',
  'ingestionmappingtype',
  'persistdetails',
  'tags',
  'validationpolicy',
  'zippattern',
]);

const harmlessViewProperties: ReadonlySet<string> = new Set([
  'allowmaterializedviewswithoutrowlevelsecurity',
  'autoupdateschema',
  'backfill',
  'concurrency',
  'dimensionmaterializedviews',
  'dimensiontables',
  'docstring',
  'effectivedatetime',
  'folder',
  'lookback',
  'lookback_column',
  'maxsourcerecordsforsingleingest',
  'updateextentscreationtime',
]);

/** Why a command loses nothing whatever the database holds; undefined when that is not known of it. */
export function whyHarmless(reading: StatementReading): string | undefined {
  if (reading.verb === 'show') return 'it only reads';
  if (reading.verb !== 'add' && roles.includes(reading.action)) return undefined;
  const rule = rules.find((candidate) => matches(candidate, reading));
  return rule?.why ?? whyPolicyIsHarmless(reading) ?? whyIngestionIsHarmless(reading) ?? whyViewIsHarmless(reading);
}

function matches({ verbs, nouns, actions }: HarmlessRule, reading: StatementReading): boolean {
  return verbs.includes(reading.verb) && nouns.includes(reading.noun) && (actions?.includes(reading.action) ?? true);
}

function whyPolicyIsHarmless({ verb, noun, policy }: StatementReading): string | undefined {
  if (policy === undefined || !['table', 'tables', 'materialized-view'].includes(noun)) return undefined;
  if (!['alter', 'alter-merge', 'delete'].includes(verb)) return undefined;
  if (harmlessPolicies.has(policy.name)) return `the ${policy.name} policy does not decide what is kept`;
  const records = policy.name === 'ingestiontime' && policy.switch === 'true' && verb !== 'delete';
  return records ? 'it records when rows arrive' : undefined;
}

function whyIngestionIsHarmless({ verb, noun, action, properties }: StatementReading): string | undefined {
  if (noun !== 'table') return undefined;
  if (verb === 'set' && action === 'query') return 'it fails when the table exists';
  const adds = verb === 'append' || verb === 'set-or-append' || verb === 'ingest';
  if (!adds || properties === undefined || ![...properties].every(isHarmlessProperty)) return undefined;
  return 'it only adds rows';
}

function isHarmlessProperty([name, value]: readonly [string, string]): boolean {
  if (name === 'recreate_schema') return value === 'false';
  if (name === 'policy_ingestiontime') return value === 'true';
  return harmlessProperties.has(name);
}

function whyViewIsHarmless({ verb, noun, properties }: StatementReading): string | undefined {
  if (verb !== 'create' || noun !== 'materialized-view') return undefined;
  return hasHarmlessProperties(properties) ? 'it fails when the view exists' : undefined;
}

/** Whether what is given to a materialized view is known, and says nothing of rows that are there. */
export function hasHarmlessProperties(properties: StatementReading['properties']): boolean {
  return properties !== undefined && [...properties.keys()].every((name) => harmlessViewProperties.has(name));
}
