import { judgeLoss, type LiveTables, type Loss } from '../domain/kql/loss.ts';
import { derivedTables, viewsOf } from '../domain/kql/schema-script.ts';
import type { Cursor } from '../domain/names.ts';
import type { Problem, SourcePosition } from '../domain/problem.ts';
import type { LiveTable } from '../ports/database.ts';
import { type CoverageWorld, findCoverage } from './find-coverage.ts';
import type { ReadStatement } from './read-repository.ts';

export interface JudgedStatement extends ReadStatement {
  readonly loss: Loss;
}

/** Classes every statement against the database as it is before the deployment. */
export function judgeStatements(
  statements: readonly ReadStatement[],
  live: readonly LiveTable[],
  schemaScript: readonly string[],
): readonly JudgedStatement[] {
  const derived = derivedTables(schemaScript);
  const tables: LiveTables = {
    views: viewsOf(schemaScript),
    tables: new Map(
      live.map(({ name, columns, softDeletePeriod }) => [
        name,
        {
          columns,
          derived: derived.get(name) ?? [],
          ...(softDeletePeriod === undefined ? {} : { retentionSoftDelete: softDeletePeriod }),
        },
      ]),
    ),
  };
  return statements.map((statement) => ({ ...statement, loss: judgeLoss(statement.reading, tables) }));
}

/** What asks to be let through, and where the user said it. */
export interface LossRequest {
  readonly loss: Loss;
  /** As the user wrote it; for the message. */
  readonly text: string;
  readonly at: SourcePosition;
}

/** Lets what loses data through, or says why not. */
export interface LossGuard {
  /** Undefined when it may run now. Asks the engine, at this moment. */
  check(request: LossRequest): Promise<Problem | undefined>;
  /** To be called after it ran: its tables are no longer what the snapshot was taken of, by our own hand. */
  passed(loss: Loss): void;
}

/**
 * A table that was covered before this run's first loss stays covered for the losses that follow on it, as long as no row arrives: the snapshot holds
 * all that was there. What is no table, a view or an external table, is never covered. `tablesBefore` are those of the database before the run.
 */
export function createLossGuard(tablesBefore: readonly LiveTable[], world: CoverageWorld): LossGuard {
  const known = new Set(tablesBefore.map(({ name }) => name));
  const covered = new Map<string, { readonly tableId: string; readonly cursor: Cursor }>();
  const changed = new Set<string>();

  async function whyNot(name: string): Promise<string | undefined> {
    const live = (await world.read.tables()).find((table) => table.name === name);
    if (live === undefined)
      return known.has(name) ? undefined : `${name} is no table, and a snapshot holds tables only`;
    const before = covered.get(name);
    const populations = await world.read.populations(name, live.columns, before?.cursor ?? (await world.read.cursor()));
    if (populations.total === 0n) return undefined;
    if (before !== undefined && changed.has(name)) {
      const arrived = populations.total - populations.atCursor - populations.untimed;
      if (before.tableId !== live.tableId) return `${name} was replaced while the deployment ran`;
      return arrived === 0n ? undefined : `${arrived} rows arrived in ${name} while the deployment ran`;
    }
    const coverage = await findCoverage(live, world);
    if (coverage.kind === 'not-covered') return `${name}: ${coverage.why}`;
    covered.set(name, { tableId: live.tableId, cursor: coverage.cursor });
    return undefined;
  }

  return {
    async check(request) {
      const { loss } = request;
      if (loss.kind === 'safe') return undefined;
      if (loss.kind === 'unclear') return refuseForGood(request, 'in which tables cannot be told');
      const foreign = loss.tables.filter((name) => !known.has(name));
      if (foreign.length > 0)
        return refuseForGood(request, `${foreign.join(', ')} is no table, and snapshots hold tables`);
      const reasons: string[] = [];
      for (const table of loss.tables) {
        const reason = await whyNot(table);
        if (reason !== undefined) reasons.push(reason);
      }
      return reasons.length === 0 ? undefined : askForSnapshot(request, loss.tables, reasons.join('; '));
    },
    passed(loss) {
      if (loss.kind === 'loses-data') for (const table of loss.tables) changed.add(table);
    },
  };
}

/** What no snapshot can ever cover. */
function refuseForGood({ loss, at, text }: LossRequest, why: string): Problem {
  return {
    code: 'refused',
    summary: `${loss.kind === 'safe' ? 'This' : loss.what}: no snapshot can cover it.`,
    detail: `${firstLine(text)} (${why})`,
    next: 'Run this command by hand, or write it as commands on named tables.',
    at,
  };
}

function askForSnapshot({ loss, at, text }: LossRequest, tables: readonly string[], why: string): Problem {
  return {
    code: 'not-covered',
    summary: `${loss.kind === 'safe' ? 'This' : loss.what}: no snapshot covers it.`,
    detail: `${firstLine(text)} (${why})`,
    next: `Take a snapshot first: kusto-rebuild snapshot --tables ${tables.join(',')}`,
    at,
  };
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return line.length > 120 ? `${line.slice(0, 120)}…` : line;
}
