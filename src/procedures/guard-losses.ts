import { judgeLoss, type LiveTables, type Loss } from '../domain/kql/loss.ts';
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
): readonly JudgedStatement[] {
  const tables: LiveTables = {
    tables: new Map(
      live.map(({ name, columns, softDeletePeriod }) => [
        name,
        softDeletePeriod === undefined ? { columns } : { columns, retentionSoftDelete: softDeletePeriod },
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
 * all that was there.
 */
export function createLossGuard(world: CoverageWorld): LossGuard {
  const covered = new Map<string, { readonly tableId: string; readonly cursor: Cursor }>();
  const changed = new Set<string>();

  async function whyNot(name: string): Promise<string | undefined> {
    const live = (await world.read.tables()).find((table) => table.name === name);
    if (live === undefined) return undefined;
    const known = covered.get(name);
    const populations = await world.read.populations(name, live.columns, known?.cursor ?? (await world.read.cursor()));
    if (populations.total === 0n) return undefined;
    if (known !== undefined && changed.has(name)) {
      const arrived = populations.total - populations.atCursor - populations.untimed;
      if (known.tableId !== live.tableId) return `${name} was replaced while the deployment ran`;
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
      if (loss.kind === 'unclear')
        return refusal(request, 'in which tables cannot be told, so no snapshot can be checked');
      const reasons: string[] = [];
      for (const table of loss.tables) {
        const reason = await whyNot(table);
        if (reason !== undefined) reasons.push(reason);
      }
      return reasons.length === 0 ? undefined : refusal(request, reasons.join('; '));
    },
    passed(loss) {
      if (loss.kind === 'loses-data') for (const table of loss.tables) changed.add(table);
    },
  };
}

function refusal({ loss, at, text }: LossRequest, why: string): Problem {
  const tables = loss.kind === 'loses-data' ? loss.tables : [];
  return {
    code: 'not-covered',
    summary: `${loss.kind === 'safe' ? 'this' : loss.what}: ${tables.length > 0 ? 'no snapshot covers it' : 'it may lose data'}.`,
    detail: `${firstLine(text)} (${why})`,
    next:
      tables.length > 0
        ? `Take a snapshot first: kusto-rebuild snapshot --tables ${tables.join(',')}`
        : 'Run this command by hand after a snapshot, or write it as commands on named tables.',
    at,
  };
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return line.length > 120 ? `${line.slice(0, 120)}…` : line;
}
