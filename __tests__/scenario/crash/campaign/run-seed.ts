import type { EndedRun } from '../../../fixtures/start-cli.ts';
import type { CampaignSite } from './campaign-site.ts';
import { besideName, isReplaced, restoreOf } from './scope.ts';
import { type Disturbance, isKeptSource, type PlannedTable, type SeedPlan } from './seed-plan.ts';
import { type Contents, contentsOf, damage, derivedName, fill, isOfSnapshot } from './table-under-test.ts';
import { readUntil, Writer } from './traffic.ts';

/** How a seed ended. */
export interface SeedResult {
  readonly seed: number;
  /** What was not as promised; empty when all was. */
  readonly violations: readonly string[];
  readonly runs: number;
  /** Runs that were killed. */
  readonly clientKills: number;
  readonly clusterKills: number;
  /** Rows that came while the tool worked. */
  readonly laterRows: number;
}

interface State {
  readonly table: PlannedTable;
  readonly writer: Writer;
  readonly snapshot: Contents;
  damaged: Contents | undefined;
  /** Identity of the table after the damage; undefined where it is gone. */
  damagedId: string | undefined;
}

/** One who tries that often without a disturbance left has lost. */
const mostRuns = 8;
/** Done; partly done or a service error; unknown. A restore that is disturbed may end so, and is run again. */
const excused: readonly (number | null)[] = [4, 5];

/** Plays one seed in a database of its own. */
export async function runSeed(site: CampaignSite, database: string, plan: SeedPlan): Promise<SeedResult> {
  const seed = new SeedRun(site, database, plan);
  await seed.play();
  return seed.result();
}

class SeedRun {
  readonly #site: CampaignSite;
  readonly #database: string;
  readonly #plan: SeedPlan;
  readonly #violations: string[] = [];
  readonly #states: State[] = [];
  #runs = 0;
  #clientKills = 0;
  #clusterKills = 0;

  constructor(site: CampaignSite, database: string, plan: SeedPlan) {
    this.#site = site;
    this.#database = database;
    this.#plan = plan;
  }

  result(): SeedResult {
    const laterRows = this.#states.reduce((sum, { writer }) => sum + writer.written.size, 0);
    return {
      seed: this.#plan.seed,
      violations: this.#violations,
      runs: this.#runs,
      clientKills: this.#clientKills,
      clusterKills: this.#clusterKills,
      laterRows,
    };
  }

  async play(): Promise<void> {
    const { tables, snapshot, restore, undo } = this.#plan;
    await this.#site.control({ ...this.#plan, faults: [] });
    for (const table of tables) this.#states.push(await this.#prepare(table));
    await this.#site.control(this.#plan);
    this.#site.letMinutesPass(this.#keptSources().length > 0 ? 'on' : 'off');
    if (!(await this.#runToEnd(['snapshot', '--tables', this.#chosen()], snapshot))) return;
    for (const state of this.#states) await this.#damage(state);
    const isDone = await this.#underTraffic(
      (state) => this.#floorOfRestore(state),
      () => this.#runToEnd(restoreOf(this.#plan), restore),
    );
    if (!isDone) return;
    await this.#check('restore', ({ snapshot: rows }) => rows);
    if (undo === undefined) return;
    for (const { writer } of this.#keptSources()) await writer.write();
    const isUndone = await this.#underTraffic(
      (state) => this.#floorOfUndo(state),
      () => this.#runToEnd(['restore', '--undo'], undo),
    );
    if (isUndone) await this.#check('undo', ({ damaged }) => damaged);
  }

  #talk = () => this.#site.talk(this.#database);
  #looseTalk = () => this.#site.looseTalk(this.#database);

  /** Written to between runs only. */
  #keptSources(): readonly State[] {
    return this.#states.filter(({ table }) => isKeptSource(table, this.#plan));
  }

  /** Not what update policies fill, whose target cannot be restored. */
  #chosen(): string {
    return this.#plan.tables.map(({ name }) => name).join(',');
  }

  async #prepare(table: PlannedTable): Promise<State> {
    await fill(this.#talk(), table);
    return {
      table,
      writer: new Writer(this.#looseTalk, table, this.#states.length),
      snapshot: await contentsOf(this.#talk(), table.name),
      damaged: undefined,
      damagedId: undefined,
    };
  }

  async #damage(state: State): Promise<void> {
    const { table, writer } = state;
    for (let row = 0; row < table.newer; row += 1) await writer.write();
    await this.#site.talk(this.#database).control({ run: 'merge' });
    await writer.write();
    await this.#site.clearFaults();
    if (table.damage === 'table cleared' || table.damage === 'table dropped') forget(writer);
    await damage(this.#talk(), table);
    if (table.damage !== 'table dropped') state.damaged = await contentsOf(this.#talk(), table.name);
    state.damagedId = (await this.#identities()).get(table.name);
    await this.#site.control(this.#plan);
  }

  /** Rows that a reader sees at least: the old ones until the swap, those of the snapshot after it. */
  #floorOfRestore({ table, snapshot, damaged }: State): number | undefined {
    if (damaged === undefined || !isReplaced(table, this.#plan)) return damaged?.byId.size;
    return Math.min(damaged.byId.size, snapshot.byId.size);
  }

  /** Newer rows leave what was kept before it goes back, and come over from what it replaces. */
  #floorOfUndo({ snapshot, damaged }: State): number | undefined {
    const old = [...(damaged?.byId.keys() ?? [])].filter(isOfSnapshot).length;
    return Math.min(old, snapshot.byId.size);
  }

  async #underTraffic(floor: (state: State) => number | undefined, work: () => Promise<boolean>): Promise<boolean> {
    const stop = new AbortController();
    const traffic = this.#states.flatMap((state) => {
      const fewest = floor(state);
      const reading = fewest === undefined ? [] : [readUntil(stop.signal, this.#looseTalk, state.table, fewest)];
      const isWritten = !isKeptSource(state.table, this.#plan);
      return [...reading, ...(isWritten ? [state.writer.writeUntil(stop.signal)] : [])];
    });
    try {
      return await work();
    } finally {
      stop.abort();
      for (const seen of await Promise.all(traffic)) this.#violations.push(...(seen ?? []));
    }
  }

  /** Runs a verb until it is done, each time with the next disturbance. */
  async #runToEnd(args: readonly string[], disturbances: readonly Disturbance[]): Promise<boolean> {
    const waiting = [...disturbances];
    for (let run = 1; run <= mostRuns; run += 1) {
      if (run > disturbances.length + 2) await this.#site.clearFaults();
      const disturbance = waiting.shift();
      const ended = await this.#site.run(this.#database, args, disturbance);
      this.#runs += 1;
      if (ended.exitCode === null) this.#clientKills += 1;
      if (disturbance?.what === 'cluster killed' && this.#site.wasKilled) this.#clusterKills += 1;
      if (ended.exitCode === 0 || (run > 1 && this.#wasPutBeside(ended))) return true;
      if (ended.exitCode !== null && !excused.includes(ended.exitCode) && !this.#foundNoCluster(ended)) {
        this.#violations.push(this.#describe(args, ended));
        return false;
      }
    }
    const last = await this.#site.run(this.#database, args, undefined);
    if (last.exitCode !== 0) this.#violations.push(this.#describe(args, last));
    return last.exitCode === 0;
  }

  /** A run that was killed at its very end has put the tables there, and the next one finds their names taken. */
  #wasPutBeside({ exitCode, output }: EndedRun): boolean {
    return this.#plan.scope.how === 'beside' && exitCode === 3 && output.includes('the name is taken');
  }

  /** The first request of a run is not sent for ever, and a busy machine may take longer to start a killed cluster again. */
  #foundNoCluster({ exitCode, output }: EndedRun): boolean {
    return exitCode === 2 && this.#site.wasKilled && output.includes('unreachable: The cluster');
  }

  #describe(args: readonly string[], { exitCode, output }: EndedRun): string {
    return `${args.join(' ')} ended with ${exitCode}:\n${output.slice(-3000)}`;
  }

  /** Every row of the model is there exactly once, and nothing else is left. */
  async #check(verb: string, expected: (state: State) => Contents | undefined): Promise<void> {
    await this.#site.clearFaults();
    const kept = await this.#keptTables(verb);
    const isSetAside = verb === 'restore' && this.#plan.newerRows === 'discard';
    const setAside = isSetAside ? await this.#laterIn(kept) : new Set<number>();
    const ids = await this.#identities();
    for (const state of this.#states) {
      const { table, writer } = state;
      const isLeft = !isReplaced(table, this.#plan);
      const where = `after ${verb}, ${table.name} (${table.damage}, ${table.kind}${isLeft ? ', left alone' : ''})`;
      if (isLeft) this.#violations.push(...(await this.#leftAlone(state, ids)).map((what) => `${where}: ${what}`));
      if (isLeft) continue;
      const live = await contentsOf(this.#talk(), table.name);
      const wrong = [...compareOld(expected(state), live), ...compareLater(writer, live, setAside)];
      if (table.kind === 'source-of-update-policy')
        wrong.push(...compareDerived(writer, await contentsOf(this.#talk(), derivedName(table))));
      this.#violations.push(...wrong.map((what) => `${where}: ${what}`));
    }
  }

  /** The table is the one that the damage left, with its rows and all that were accepted since; beside it may be the snapshot's. */
  async #leftAlone(state: State, ids: ReadonlyMap<string, string>): Promise<readonly string[]> {
    const { table, damaged, damagedId, snapshot, writer } = state;
    const wrong = ids.get(table.name) === damagedId ? [] : ['it is another table'];
    if (this.#plan.scope.how === 'beside') {
      const beside = await contentsOf(this.#talk(), besideName(table.name));
      wrong.push(
        ...[...compareOld(snapshot, beside), ...compareLater(nobody, beside, new Set())].map(
          (what) => `beside it ${what}`,
        ),
      );
    }
    if (damaged === undefined) return wrong;
    const live = await contentsOf(this.#talk(), table.name);
    return [...wrong, ...compareOld(damaged, live), ...compareLater(writer, live, new Set())];
  }

  async #identities(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#talk().command('.show tables details | project TableName, TableId');
    return new Map(rows.map(([name, id]) => [String(name), String(id)]));
  }

  /** Names of what is kept; anything else of the tool is told. */
  async #keptTables(verb: string): Promise<readonly string[]> {
    const names = (await this.#talk().command('.show tables | project TableName')).map(([name]) => String(name));
    const own = names.filter((name) => name.startsWith('kr_'));
    const left = own.filter((name) => !name.startsWith('kr_old_'));
    if (left.length > 0) this.#violations.push(`after ${verb}, ${left.join(', ')} is left`);
    return own.filter((name) => name.startsWith('kr_old_'));
  }

  async #laterIn(tables: readonly string[]): Promise<ReadonlySet<number>> {
    const found = new Set<number>();
    for (const name of tables) {
      for (const id of (await contentsOf(this.#talk(), name)).byId.keys()) if (!isOfSnapshot(id)) found.add(id);
    }
    return found;
  }
}

/** Rows that the damage itself takes away. */
function forget({ written, perhaps }: Writer): void {
  written.clear();
  perhaps.clear();
}

function compareOld(expected: Contents | undefined, live: Contents): readonly string[] {
  const wrong: string[] = [];
  const old = [...live.byId].filter(([id]) => isOfSnapshot(id));
  const due = [...(expected?.byId ?? [])].filter(([id]) => isOfSnapshot(id));
  const lost = due.filter(([id]) => !live.byId.has(id)).map(([id]) => id);
  if (lost.length > 0) wrong.push(`rows ${lost} are gone`);
  if (old.length > due.length - lost.length) wrong.push(`${old.length} old rows are there, ${due.length} are due`);
  const [other] = due.filter(([id, values]) => live.byId.has(id) && live.byId.get(id) !== values);
  if (other !== undefined) wrong.push(`a row is ${live.byId.get(other[0])} instead of ${other[1]}`);
  return wrong;
}

/** Writes nothing. */
const nobody = { written: new Set<number>(), perhaps: new Set<number>() };

/** What was accepted is in the table or where it was set aside, once; what nobody sent is nowhere. */
function compareLater(
  { written, perhaps }: Pick<Writer, 'written' | 'perhaps'>,
  live: Contents,
  setAside: ReadonlySet<number>,
): readonly string[] {
  const wrong = live.twice.length > 0 ? [`rows ${live.twice} are there twice`] : [];
  const later = [...live.byId.keys()].filter((id) => !isOfSnapshot(id));
  const both = later.filter((id) => setAside.has(id));
  if (both.length > 0) wrong.push(`rows ${both} are in the table and in what was kept`);
  const lost = [...written].filter((id) => !live.byId.has(id) && !setAside.has(id));
  if (lost.length > 0) wrong.push(`rows ${lost} were accepted and are gone`);
  const foreign = later.filter((id) => !written.has(id) && !perhaps.has(id));
  if (foreign.length > 0) wrong.push(`rows ${foreign} come from nowhere`);
  return wrong;
}

/** An update policy has worked once for each row, and never for one that a restore brought. */
function compareDerived({ written }: Writer, derived: Contents): readonly string[] {
  const wrong = derived.twice.length > 0 ? [`its derived table has rows ${derived.twice} twice`] : [];
  const lost = [...written].filter((id) => !derived.byId.has(id));
  if (lost.length > 0) wrong.push(`its derived table lacks rows ${lost}`);
  return wrong;
}
