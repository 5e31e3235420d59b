import { takeColumns, takeNames, takeProperties } from './column-list.ts';
import { type Entity, takeColumnEntity, takeEntity } from './entity.ts';
import type { Head } from './head.ts';
import { readPolicy } from './policy.ts';
import { type StatementReading, type TargetReading, unreadTarget } from './statement-reading.ts';
import { declaresColumns } from './verbs.ts';

/** Takes the noun of a command, `external table` being one. */
export function takeNoun(head: Head): string {
  const noun = head.takeWord() ?? '';
  if (noun !== 'external') return noun;
  return head.skip('table') ? 'external-table' : noun;
}

/** Reads what follows the noun. */
export function readTarget(noun: string, head: Head, verb: string): TargetReading {
  return readers.get(noun)?.(head, verb) ?? unreadTarget;
}

const readers: ReadonlyMap<string, (head: Head, verb: string) => TargetReading | undefined> = new Map([
  ['table', readTable],
  ['tables', readTables],
  ['column', readColumn],
  ['columns', readColumns],
  ['function', readFunction],
  ['materialized-view', readView],
  ['external-table', (head: Head) => readNamed(head, 'external-table')],
  ['continuous-export', (head: Head) => readNamed(head, 'continuous-export')],
  ['database', readDatabase],
]);

function readTable(head: Head, verb: string): TargetReading | undefined {
  const table = takeEntity(head, 'table');
  if (table === undefined) return undefined;
  if (head.isNextCharacter('(')) return declaresColumns(verb) ? columnsOf(table, head) : undefined;
  const word = head.takeWord() ?? '';
  if (word === 'to' || word === 'based-on') return readOtherTable(head, table, `${verb} ${word}`);
  if (verb === 'update') return readUpdate(head, table);
  if (word === 'columns') return { action: 'drop-columns', entities: [table], ...droppedOf(head), reach: 'named' };
  return { ...readAction(head, word), entities: [table], reach: 'named' };
}

function columnsOf(table: Entity, head: Head): TargetReading {
  const columns = takeColumns(head);
  const entities = [{ ...table, ...(columns && { columns }) }];
  return { action: 'columns', entities, ...(columns && { columns }), reach: 'named' };
}

function droppedOf(head: Head): Pick<StatementReading, 'droppedColumns'> {
  const droppedColumns = takeNames(head);
  return droppedColumns === undefined ? {} : { droppedColumns };
}

function readOtherTable(head: Head, table: Entity, words: string): TargetReading | undefined {
  const renames = words === 'rename to';
  if (!renames && words !== 'create based-on') return undefined;
  const other = takeEntity(head, 'table', renames ? 'subject' : 'source');
  return other && { action: renames ? 'rename' : 'based-on', entities: [table, other], reach: 'named' };
}

/** `delete D append A` names parts of the query; `delete D move S` names a table that is emptied. */
function readUpdate(head: Head, table: Entity): TargetReading | undefined {
  if (head.takeName() === undefined) return undefined;
  const moves = head.takeWord() === 'move';
  const source = moves ? takeEntity(head, 'table') : undefined;
  return {
    action: 'records',
    entities: source ? [table, source] : [table],
    reach: moves && !source ? 'open' : 'named',
  };
}

function readAction(head: Head, word: string): Pick<TargetReading, 'action' | 'policy'> {
  const policy = word === 'policy' ? readPolicy(head) : undefined;
  return { action: word, ...(policy && { policy }) };
}

function readTables(head: Head, verb: string): TargetReading | undefined {
  if (verb === 'rename') return readRenames(head);
  const listed = head.skipCharacter('(');
  const entities: Entity[] = [];
  do {
    const table = takeEntity(head, 'table');
    if (table === undefined) return undefined;
    const columns = listed ? undefined : takeColumns(head);
    entities.push({ ...table, ...(columns && { columns }) });
  } while (head.skipCharacter(','));
  if (listed ? !head.skipCharacter(')') : !declaresColumns(verb)) return undefined;
  const action = listed ? readAction(head, head.takeWord() ?? '') : { action: 'columns' };
  return { ...action, entities, reach: 'named' };
}

function readRenames(head: Head): TargetReading | undefined {
  const entities: Entity[] = [];
  do {
    const to = takeEntity(head, 'table');
    const from = head.skipCharacter('=') ? takeEntity(head, 'table') : undefined;
    if (to === undefined || from === undefined) return undefined;
    entities.push(to, from);
    head.skip('ifexists');
  } while (head.skipCharacter(','));
  return { action: 'rename', entities, reach: 'named' };
}

function readColumn(head: Head, verb: string): TargetReading | undefined {
  const column = takeColumnEntity(head);
  if (column === undefined) return undefined;
  const word = head.takeWord() ?? '';
  const newName = verb === 'rename' && word === 'to' ? head.takeName() : undefined;
  const entities = [{ ...column, ...(newName && { newColumn: newName.name }) }];
  return { ...readAction(head, word), entities, reach: 'named' };
}

function readColumns(head: Head): TargetReading | undefined {
  const entities: Entity[] = [];
  do {
    const newName = head.takeName();
    const column = newName && head.skipCharacter('=') ? takeColumnEntity(head) : undefined;
    if (newName === undefined || column === undefined) return undefined;
    entities.push({ ...column, newColumn: newName.name });
  } while (head.skipCharacter(','));
  return { action: 'rename', entities, reach: 'named' };
}

function readFunction(head: Head): TargetReading | undefined {
  head.skip('ifnotexists');
  if (head.peekWord() === 'with') takeProperties(head);
  return readNamed(head, 'function');
}

function readView(head: Head): TargetReading | undefined {
  head.skip('ifnotexists');
  const properties = takeProperties(head);
  const view = takeEntity(head, 'materialized-view');
  if (view === undefined) return undefined;
  const word = head.takeWord() ?? '';
  const source = word === 'on' ? takeSource(head) : undefined;
  const entities = source ? [view, source] : [view];
  return {
    ...readAction(head, source ? 'definition' : word),
    entities,
    ...(properties && { properties }),
    reach: 'named',
  };
}

function takeSource(head: Head): Entity | undefined {
  const word = head.takeWord();
  if (word === 'table') return takeEntity(head, 'table', 'source');
  return word === 'materialized-view' ? takeEntity(head, 'materialized-view', 'source') : undefined;
}

function readNamed(head: Head, kind: 'function' | 'external-table' | 'continuous-export'): TargetReading | undefined {
  const entity = takeEntity(head, kind);
  return entity && { ...readAction(head, head.takeWord() ?? ''), entities: [entity], reach: 'named' };
}

function readDatabase(head: Head): TargetReading {
  const named = !head.isAtEnd && !['policy', 'ingestion', 'script'].includes(head.peekWord() ?? '');
  const database = named ? takeEntity(head, 'database') : undefined;
  return { ...readAction(head, head.takeWord() ?? ''), entities: database ? [database] : [], reach: 'open' };
}
