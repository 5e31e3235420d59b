import type { Engine } from './engine/engine.ts';
import { type JobName, jobNames, keepHouse } from './engine/housekeeping.ts';
import { nameRule } from './engine/names.ts';
import { plannedFault } from './fault-plan.ts';
import { badRequest } from './problem.ts';

/** How long an answer is held back; changed by the controls. */
export interface Latency {
  ms: number;
}

/** What a control answers; nothing, as a rule. */
type Answer = Readonly<Record<string, unknown>> | undefined;
type Setter = (value: unknown, engine: Engine, latency: Latency) => Answer | void | Promise<void>;

function fieldsOf(name: string, value: unknown, known: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badRequest(`'${name}' is an object.`);
  const unknown = Object.keys(value).find((field) => !known.includes(field));
  if (unknown !== undefined) throw badRequest(`'${name}' has no member '${unknown}'.`);
  return { ...value };
}

function numberOf(name: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw badRequest(`'${name}' is a number.`);
  return value;
}

const longest = 2_147_483_647;

function wholeOf(name: string, value: unknown): number {
  const number = numberOf(name, value);
  if (Number.isInteger(number) && number >= 0 && number <= longest) return number;
  throw badRequest(`'${name}' is a whole number from 0 to ${longest}.`);
}

const setClock: Setter = (value, { clock }) => {
  const { nowUtc, offset } = fieldsOf('clock', value, ['nowUtc', 'offset']);
  if (offset !== undefined) clock.shift(numberOf('clock.offset', offset));
  if (nowUtc === undefined) return;
  const unixMs = Date.parse(String(nowUtc));
  if (Number.isNaN(unixMs)) throw badRequest(`'clock.nowUtc' is a time, not '${nowUtc}'.`);
  clock.pin(unixMs);
};

const setCapacity: Setter = (value, { capacity }) => {
  const { dataExport, ingestions } = fieldsOf('capacity', value, ['dataExport', 'ingestions']);
  if (dataExport !== undefined) capacity.totals.DataExport = wholeOf('capacity.dataExport', dataExport);
  if (ingestions !== undefined) capacity.totals.Ingestions = wholeOf('capacity.ingestions', ingestions);
};

const setLag: Setter = (value, { databases }) => {
  for (const { cursor } of databases.values()) cursor.lagMs = wholeOf('cursorLagMs', value);
};

const setSchemaCache: Setter = (value, { databases }) => {
  for (const { schemaCache } of databases.values()) schemaCache.keepMs = wholeOf('schemaCacheMs', value);
};

const setSealing: Setter = (value, { rowStore }) => {
  rowStore.sealAfterMs = wholeOf('sealAfterMs', value);
};

const setDetailsLag: Setter = async (value, { databases }) => {
  const lagMs = wholeOf('detailsLagMs', value);
  for (const database of databases.values()) await database.lagDetails(lagMs);
};

const setSignIn: Setter = (value, { access }) => {
  if (typeof value !== 'boolean') throw badRequest("'requireSignIn' is true or false.");
  access.required = value;
};

const setAdmins: Setter = (value, { access }) => {
  if (!Array.isArray(value)) throw badRequest("'clusterAdmins' is an array.");
  access.clusterAdmins = value.map(String);
};

/** What may not be relaxed holds for whatever a request asks for; null for nothing. */
const setForcedScope: Setter = (value, engine) => {
  const { dataScope, consistency } = fieldsOf('forcedScope', value ?? {}, ['dataScope', 'consistency']);
  if (dataScope !== undefined && dataScope !== 'HotCache') throw badRequest("'forcedScope.dataScope' is 'HotCache'.");
  if (consistency !== undefined && consistency !== 'Weak') throw badRequest("'forcedScope.consistency' is 'Weak'.");
  engine.forced = {
    ...(dataScope === undefined ? {} : { dataScope }),
    ...(consistency === undefined ? {} : { consistency }),
  };
  for (const database of engine.databases.values()) database.isHotOnly = dataScope !== undefined;
};

const setAccessMode: Setter = (value, { databases }) => {
  if (value !== 'ReadWrite' && value !== 'ReadOnlyFollowing')
    throw badRequest("'accessMode' is 'ReadWrite' or 'ReadOnlyFollowing'.");
  for (const database of databases.values()) database.accessMode = value;
};

const setAnyNames: Setter = (value) => {
  if (typeof value !== 'boolean') throw badRequest("'anyNames' is true or false.");
  nameRule.anySigns = value;
};

const setRequireRoles: Setter = (value, { access }) => {
  if (typeof value !== 'boolean') throw badRequest("'requireRoles' is true or false.");
  access.counts = value;
};

const setFaults: Setter = (value, { faults }) => {
  if (!Array.isArray(value)) throw badRequest("'faults' is an array.");
  faults.set(value.map(plannedFault));
};

const setDataConnections: Setter = async (value, { setDataConnections: set }) => {
  if (set === undefined) throw badRequest('There is no storage that a data connection could watch.');
  await set(value);
};

/** Answers with the faults that have not struck as often as they were to. */
const showFaults: Setter = (value, { faults }) => {
  if (value !== true) throw badRequest("'faultsLeft' is true.");
  return { faultsLeft: faults.left() };
};

function isJob(value: unknown): value is JobName {
  return jobNames.some((name) => name === value);
}

/** Lets the cluster do what it does by itself: one job, or all of them. */
const run: Setter = async (value, engine) => {
  const names = value === 'background' ? jobNames : [value];
  const foreign = names.find((name) => !isJob(name));
  if (foreign !== undefined) throw badRequest(`'run' is 'background' or one of ${jobNames.join(', ')}.`);
  for (const database of engine.databases.values()) await keepHouse(engine, database, names.filter(isJob));
};

/** The pause between two rounds of background work, in milliseconds; null or 0 for none. */
const setTimer: Setter = async (value, { timer }) => {
  const pauseMs = value === null ? 0 : wholeOf('backgroundEveryMs', value);
  await timer.every(pauseMs === 0 ? undefined : pauseMs);
};

const setters: Readonly<Record<string, Setter>> = {
  clock: setClock,
  capacity: setCapacity,
  latencyMs: (value, _engine, latency) => {
    latency.ms = wholeOf('latencyMs', value);
  },
  cursorLagMs: setLag,
  sealAfterMs: setSealing,
  schemaCacheMs: setSchemaCache,
  detailsLagMs: setDetailsLag,
  requireSignIn: setSignIn,
  clusterAdmins: setAdmins,
  requireRoles: setRequireRoles,
  anyNames: setAnyNames,
  accessMode: setAccessMode,
  forcedScope: setForcedScope,
  faults: setFaults,
  dataConnections: setDataConnections,
  faultsLeft: showFaults,
  backgroundEveryMs: setTimer,
  run,
};
export const controlNames: readonly string[] = Object.keys(setters);

/**
 * Applies the body of `POST /local/control`. Members, all optional; what is not named stays as it is:
 * `clock {nowUtc}` stops the clock at a time, `clock {offset}` lets it run, that many milliseconds off; `capacity {dataExport, ingestions}`;
 * `latencyMs` before each answer; `cursorLagMs` between a commit and its cursor; `sealAfterMs` between a streamed row and its extent;
 * `schemaCacheMs` is how long the node that takes streams knows the table that a name stands for;
 * `detailsLagMs` is how old counts and sizes in the details of tables are;
 * `faults [{kind, command, count, probability, seed, amount}]` replaces all faults, and `faultsLeft` answers with those that can still strike;
 * `dataConnections [{name, database, container, prefix, suffix, table, format, mapping, multiDatabase}]` replaces all of them;
 * `requireSignIn` makes tokens necessary and roles count; `clusterAdmins` are principals who may do everything;
 * `anyNames` lets names have signs that the documentation forbids;
 * `requireRoles` makes roles count without sign-in; `accessMode` of all databases, `ReadOnlyFollowing` for those of a follower;
 * `forcedScope {dataScope, consistency}` is what the workload group forces on all requests;
 * `backgroundEveryMs` lets the cluster do its own work by itself, with that pause of real time between two rounds, null or 0 for never;
 * `run` does it now: 'background' all of it, or one of
 * 'seal', 'materialize', 'export', 'tags', 'retention', 'auto-delete', 'merge', 'forget'.
 */
export async function applyControls(body: unknown, engine: Engine, latency: Latency): Promise<Answer> {
  const fields = fieldsOf('control', body, Object.keys(setters));
  const answers: Answer[] = [];
  for (const [name, value] of Object.entries(fields))
    answers.push((await setters[name]?.(value, engine, latency)) ?? undefined);
  return Object.assign({}, ...answers);
}
