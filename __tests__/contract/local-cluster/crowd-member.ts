import { setTimeout as delay } from 'node:timers/promises';
import { type SeededRandom, seededRandom } from '../../fixtures/seeded-random.ts';
import { type ExportedRow, readExported, tornBatches } from './crowd-export.ts';

interface Task {
  readonly cluster: string;
  readonly storage: string;
  readonly index: number;
  readonly requests: number;
  readonly seed: number;
}

type Rows = (string | number)[][];

/** Rows of every batch in the shared table; a reader that sees another number has seen a torn batch. */
const sharedRows = 5;
const patience = 400;

/** One of many processes that use a cluster at once; it knows what each of its counts has to be. */
class Member {
  readonly #task: Task;
  readonly #random: SeededRandom;
  readonly #model = { own: 0, shared: 0 };
  readonly #seen = { refused: 0, lost: 0 };
  #batch = 0;

  constructor(task: Task) {
    this.#task = task;
    this.#random = seededRandom(task.seed * 1000 + task.index);
  }

  async run(): Promise<object> {
    for (let done = 0; done < this.#task.requests; done += 1) {
      if (done === this.#task.requests / 2) process.stdout.write('half\n');
      await this.#step();
    }
    return { ...this.#model, ...this.#seen };
  }

  async #step(): Promise<void> {
    const kind = this.#random.below(100);
    if (kind < 8) await this.#ingest('own', 1 + this.#random.below(9));
    else if (kind < 14) await this.#ingest('shared', sharedRows);
    else if (kind < 17) await this.#exportOwn();
    else if (kind < 20) await this.#exportShared();
    else if (kind < 50) expectSame('own rows', await this.#count(`Own${this.#task.index}`), this.#model.own);
    else if (kind < 85) expectSame('shared rows', await this.#count(this.#mine()), this.#model.shared);
    else
      expectSame(
        'torn batches',
        await this.#count(`Shared | summarize n=count() by member, batch | where n != ${sharedRows}`),
        0,
      );
  }

  #mine(): string {
    return `Shared | where member == ${this.#task.index}`;
  }

  /** When the answer is lost the batch is looked up: it is there as a whole, or not at all. */
  async #ingest(place: 'own' | 'shared', rows: number): Promise<void> {
    const { index } = this.#task;
    this.#batch += 1;
    const table = place === 'own' ? `Own${index}` : 'Shared';
    const lines = Array.from({ length: rows }, (_value, row) => `${index},${this.#batch},${row}`);
    const answer = await this.#send('mgmt', `.ingest inline into table ${table} <|\n${lines.join('\n')}`);
    if (answer !== undefined) this.#model[place] += rows;
    else {
      const found = await this.#count(`${table} | where member == ${index} and batch == ${this.#batch}`);
      if (found !== 0) expectSame('rows of a lost ingestion', found, rows);
      this.#model[place] += found;
    }
  }

  async #exportOwn(): Promise<void> {
    const { index } = this.#task;
    const rows = await this.#export(`Own${index}`);
    expectSame('exported rows', rows.length, this.#model.own);
    expectSame('exported rows of others', rows.filter(({ member }) => member !== index).length, 0);
  }

  /** What the others store meanwhile is in the file with whole batches, or not at all. */
  async #exportShared(): Promise<void> {
    const rows = await this.#export('Shared');
    expectSame('torn batches in a file', tornBatches(rows, sharedRows), 0);
    const mine = rows.filter(({ member }) => member === this.#task.index);
    expectSame('exported shared rows', mine.length, this.#model.shared);
  }

  /** The rows of a table, read from the files that an export wrote. */
  async #export(table: string): Promise<ExportedRow[]> {
    const { index, storage } = this.#task;
    const [container, sas = ''] = storage.split('?');
    const place = `h@"${container}/crowd${index}?${sas}"`;
    const command = `.export compressed to parquet (${place}) with (distribution='per_node') <| ${table}`;
    for (;;) {
      const answer = await this.#send('mgmt', command);
      if (answer !== undefined) return readExported(answer, sas);
    }
  }

  async #count(query: string): Promise<number> {
    for (;;) {
      const answer = await this.#send('query', `${query} | count`);
      if (answer !== undefined) return Number(answer[0]?.[0]);
    }
  }

  /** Rows; undefined when the connection was lost, so that nobody knows whether the request ran. */
  async #send(endpoint: 'mgmt' | 'query', csl: string): Promise<Rows | undefined> {
    for (let turn = 0; turn < patience; turn += 1) {
      const answer = await post(`${this.#task.cluster}/v1/rest/${endpoint}`, csl);
      if (answer === 'refused') this.#seen.refused += 1;
      else if (answer === 'lost') {
        this.#seen.lost += 1;
        await this.#comeBack();
        return undefined;
      } else return answer;
      await delay(50 + this.#random.below(100));
    }
    throw new Error(`The cluster refused for too long: ${csl}`);
  }

  async #comeBack(): Promise<void> {
    for (let turn = 0; turn < patience; turn += 1) {
      await delay(100);
      if ((await post(`${this.#task.cluster}/v1/rest/mgmt`, '.show version')) !== 'lost') return;
    }
    throw new Error('The cluster did not come back.');
  }
}

async function post(url: string, csl: string): Promise<Rows | 'refused' | 'lost'> {
  const body = JSON.stringify({ db: 'Demo', csl });
  const answer = await fetch(url, { method: 'POST', body }).then(
    async (response) => ({ status: response.status, text: await response.text() }),
    (cause: unknown) => ({ status: 0, text: String(cause) }),
  );
  if (answer.status === 0) return 'lost';
  if (answer.status === 429) return 'refused';
  if (answer.status !== 200) throw new Error(`${csl}: ${answer.text}`);
  return JSON.parse(answer.text).Tables[0].Rows;
}

function expectSame(what: string, seen: number, expected: number): void {
  if (seen !== expected) throw new Error(`${what}: expected ${expected}, seen ${seen}`);
}

const task: Task = JSON.parse(process.argv[2] ?? '{}');
try {
  process.stdout.write(`${JSON.stringify(await new Member(task).run())}\n`);
} catch (cause) {
  process.stderr.write(`Member ${task.index}, SEED=${task.seed}: ${cause instanceof Error ? cause.message : cause}\n`);
  process.exitCode = 1;
}
