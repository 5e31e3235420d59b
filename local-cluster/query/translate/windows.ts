import { storageType } from '../contract.ts';
import { nullOf } from './literals.ts';
import type { Relation } from './relation.ts';
import type { Call, FunctionTable } from './rule.ts';
import { wrong } from './scope.ts';

/** Expressions that look at other rows are computed in a stage of their own, inner ones before those that use them. */
export class Stages {
  readonly #input: Relation;
  #from: string;
  #count = 0;

  constructor(input: Relation) {
    this.#input = input;
    this.#from = input.from;
  }

  /** The input with what was added. */
  get relation(): Relation {
    return { ...this.#input, from: this.#from };
  }

  /** Computes an expression beside the columns and returns the SQL that refers to it. */
  add(sql: string): string {
    if (this.#count === 0) this.#from = `(SELECT t.*, row_number() OVER () AS "$row" FROM ${this.#from} AS t)`;
    const name = `"$stage-${this.#count}"`;
    this.#count += 1;
    this.#from = `(SELECT t.*, ${sql} AS ${name} FROM ${this.#from} AS t)`;
    return `t.${name}`;
  }
}

const over = 'OVER (ORDER BY t."$row")';

/** Source: https://learn.microsoft.com/kusto/query/window-functions; the rows have to be in a known order. */
function stagesOf(call: Call): Stages {
  const { row, stages } = call.scope;
  if (stages === undefined) throw wrong(`${call.name}() cannot be used here`);
  if (row?.serialized !== true)
    throw wrong(`Function '${call.name}' cannot be invoked. The row set must be serialized.`);
  return stages;
}

const neighbour =
  (name: 'lag' | 'lead') =>
  (call: Call): string => {
    const stages = stagesOf(call);
    const offset = call.args[1] === undefined ? '1' : `CAST(${call.sql(1, 'int')} AS INTEGER)`;
    const fallback = call.args[2] === undefined ? nullOf(call.type(0)) : call.sql(2, call.type(0));
    return stages.add(`${name}(${call.sql(0)}, ${offset}, ${fallback}) ${over}`);
  };

/** Counts on from the last row at which the condition held. */
function rowNumber(call: Call): string {
  const stages = stagesOf(call);
  const start = call.args[0] === undefined ? '1' : call.sql(0, 'long');
  const restart = call.args[1] === undefined ? 'FALSE' : call.sql(1, 'bool');
  const first = stages.add(`coalesce(max(CASE WHEN ${restart} THEN t."$row" END) ${over}, 1)`);
  return `(${start} + t."$row" - ${first})`;
}

function cumulativeSum(call: Call): string {
  const stages = stagesOf(call);
  const term = call.sql(0, call.result);
  const restart = call.args[1] === undefined ? 'FALSE' : call.sql(1, 'bool');
  const sum = stages.add(`coalesce(sum(${term}) ${over}, 0)`);
  const before = stages.add(
    `last_value(CASE WHEN ${restart} THEN ${sum} - coalesce(${term}, 0) END IGNORE NULLS) ${over}`,
  );
  return `CAST(${sum} - coalesce(${before}, 0) AS ${storageType[call.result]})`;
}

/** Functions that see other rows of a serialized row set. */
export const windows: FunctionTable = {
  prev: neighbour('lag'),
  next: neighbour('lead'),
  row_number: rowNumber,
  row_cumsum: cumulativeSum,
};
