import type { Entity } from './entity.ts';
import { roles } from './loss-harmless.ts';
import type { StatementReading } from './statement-reading.ts';

/** One clause that says what a command that is not harmless does. */
export function describeLoss(reading: StatementReading): string {
  const names = reading.entities
    .filter((entity) => entity.role === 'subject')
    .map(nameOf)
    .join(', ');
  if (reading.verb === '') return 'is not a management command';
  if (reading.verb === 'execute') return 'holds several commands; put them into the file themselves';
  if (reading.policy !== undefined) return describePolicy(reading, names);
  return (
    describeRole(reading, names) ??
    describeAction(reading, names) ??
    `runs .${[reading.verb, reading.noun].join(' ').trim()}${names && ` on ${names}`}, which is not known to be harmless`
  );
}

function nameOf(entity: Entity): string {
  return entity.column === undefined ? entity.name : `${entity.name}.${entity.column}`;
}

const policyEffects: ReadonlyMap<string, string> = new Map([
  ['auto_delete', 'may delete the table'],
  ['encoding', 'can cut values'],
  ['extent_tags_retention', 'can strip tags'],
  ['ingestiontime', 'stops recording when rows arrive'],
  ['restricted_view_access', 'decides who can read the rows'],
  ['retention', 'decides when rows are deleted'],
  ['row_level_security', 'decides which rows can be read'],
  ['update', 'decides which rows are derived'],
]);

function describePolicy({ verb, noun, policy }: StatementReading, names: string): string {
  const name = policy?.name ?? '';
  const target = noun === 'database' || noun === 'cluster' ? `the whole ${noun}` : names;
  const effect = policyEffects.get(name);
  return `${verb === 'delete' ? 'deletes' : 'changes'} the ${name} policy of ${target}${effect ? `, which ${effect}` : ''}`;
}

function describeRole({ verb, action }: StatementReading, names: string): string | undefined {
  if (!roles.includes(action) || names === '') return undefined;
  return `${verb === 'set' ? 'sets who has' : 'takes'} the role ${action} of ${names}`;
}

function describeAction(reading: StatementReading, names: string): string | undefined {
  const { verb, noun, action } = reading;
  if (action === 'rename' || verb === 'rename') return names && `renames ${names}`;
  if (noun === 'column' && action === 'type') return `changes the type of column ${names}, which empties it`;
  if (verb === 'drop') return describeDrop(reading, names);
  if (verb === 'clear' && (action === 'data' || action === '')) return `removes all rows of ${names}`;
  if (verb === 'set-or-replace') return `replaces all rows of ${names}`;
  if (reading.properties?.has('recreate_schema')) return `recreates the columns of ${names}`;
  if (action === 'records' || verb === 'purge') return `${recordWords.get(verb) ?? 'changes'} rows of ${names}`;
  if (/^extents?$/.test(noun)) return `${extentWords.get(verb) ?? 'changes'} stored rows${names && ` of ${names}`}`;
  return noun === 'materialized-view' ? `changes materialized view ${names}, which holds data of its own` : undefined;
}

const recordWords: ReadonlyMap<string, string> = new Map([
  ['delete', 'deletes'],
  ['purge', 'purges'],
  ['update', 'deletes and adds'],
]);

const extentWords: ReadonlyMap<string, string> = new Map([
  ['drop', 'drops'],
  ['move', 'moves'],
  ['replace', 'replaces'],
]);

const dropNouns: ReadonlyMap<string, string> = new Map([
  ['column', 'column'],
  ['continuous-export', 'continuous export'],
  ['external-table', 'external table'],
  ['function', 'function'],
  ['materialized-view', 'materialized view'],
  ['table', 'table'],
  ['tables', 'tables'],
]);

function describeDrop({ noun, action, entities, droppedColumns }: StatementReading, names: string): string | undefined {
  if (action === 'drop-columns') {
    const table = entities[0]?.name ?? '';
    return `drops columns ${droppedColumns?.map((column) => `${table}.${column}`).join(', ') ?? `of ${table}`}`;
  }
  if (action === 'ingestion') return `drops an ingestion mapping of ${names}`;
  if (/^extents?$/.test(noun)) return `drops stored rows${names && ` of ${names}`}`;
  if (action === 'extent') return `drops extent tags of ${names}`;
  const plain = action === '' || action === 'ifexists';
  const what = dropNouns.get(noun);
  if (what === undefined || names === '') return undefined;
  return plain ? `drops ${what} ${names}` : `drops ${action} of ${names}`;
}
