import { exportCommands } from './commands/export.ts';
import { extentTagCommands } from './commands/extent-tags.ts';
import { extentMoveCommands } from './commands/extents-move.ts';
import { commands } from './commands/index.ts';
import { ingestionFromQueryCommands } from './commands/ingestion-from-query.ts';
import { schemaCacheCommands } from './commands/schema-cache.ts';
import { updateCommands } from './commands/update.ts';
import { type Fault, type FaultKind, faultKinds } from './engine/faults.ts';
import { badRequest } from './problem.ts';

const all = Object.keys(commands);
const requests = [...all, 'Query'];
const answered = [...requests, 'StreamingIngestion'];
const exported = [...Object.keys(exportCommands), 'ContinuousExport'];
const ingested = [...Object.keys(ingestionFromQueryCommands), 'IngestIntoTable', 'QueuedIngestion'];
const logged = [
  ...Object.keys({ ...exportCommands, ...extentMoveCommands, ...extentTagCommands, ...updateCommands }),
  ...ingested,
  'CreateMaterializedView',
  'CreateOrAlterMaterializedView',
];

/** What each kind of fault can strike. */
const reach: Readonly<Record<FaultKind, readonly string[]>> = {
  '429': answered,
  '503': answered,
  'drop-before': answered,
  'drop-after': answered,
  'fail-operation': [...exported, ...ingested],
  'partial-export': exported,
  'partial-result': requests,
  memory: [...exported, 'Query'],
  'lost-operation': logged,
  'late-duplicate': ['QueuedIngestion'],
  'late-event': ['DataConnection'],
  'extent-merge': all,
  'failed-node': Object.keys(schemaCacheCommands),
};

const known = new Set(Object.values(reach).flat());
const members = ['kind', 'command', 'count', 'probability', 'seed', 'amount'];

function isFaultKind(value: unknown): value is FaultKind {
  return faultKinds.some((kind) => kind === value);
}

function wholeNumber(name: string, value: unknown, least: number): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
  throw badRequest(`'${name}' of a fault is a whole number from ${least}, not ${JSON.stringify(value)}.`);
}

function chance(value: unknown): number {
  if (typeof value === 'number' && value > 0 && value <= 1) return value;
  throw badRequest(`'probability' of a fault is more than 0 and up to 1, not ${JSON.stringify(value)}.`);
}

function struckBy(kind: FaultKind, command: unknown): string {
  if (typeof command !== 'string') throw badRequest("A fault needs a 'command'.");
  if (!known.has(command)) throw badRequest(`'${command}' is nothing that a fault can strike.`);
  if (!reach[kind].includes(command)) throw badRequest(`The fault '${kind}' never strikes '${command}'.`);
  return command;
}

/** Reads a planned fault; one that can never strike is refused by name. */
export function plannedFault(value: unknown): Fault {
  if (typeof value !== 'object' || value === null) throw badRequest("'faults' is an array of objects.");
  const fields: Record<string, unknown> = { ...value };
  const unknown = Object.keys(fields).find((field) => !members.includes(field));
  if (unknown !== undefined) throw badRequest(`A fault has no member '${unknown}'.`);
  const { kind, command, count = 1, probability = 1, seed = 1, amount = 0 } = fields;
  if (!isFaultKind(kind)) throw badRequest(`'${kind}' is not one of ${faultKinds.join(', ')}.`);
  return {
    kind,
    command: struckBy(kind, command),
    count: wholeNumber('count', count, 1),
    probability: chance(probability),
    seed: wholeNumber('seed', seed, 0),
    amount: wholeNumber('amount', amount, 0),
  };
}
