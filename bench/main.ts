import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measureFirstRequest } from './first-request.ts';
import { measureMakespan } from './makespan.ts';
import { measureManyObjects } from './many-objects.ts';
import { measureManyTables } from './many-tables.ts';
import { measureRoundTrip } from './three-million-rows.ts';

const root = resolve(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const page = join(root, 'docs/benchmarks.md');
const mark = '<!-- results: npm run bench -- --write -->';
const few = 10_000;
const many = 1_000_000;
/** Megabytes of heap that the process with many files may take; without a limit Node takes more before it collects. */
const heap = 80;

interface Line {
  readonly measure: string;
  readonly seen: string;
  readonly aim: string;
}

interface ManyFiles {
  readonly files: number;
  readonly snapshot: number;
  readonly verify: number;
  readonly peak: number;
}

async function makespan(): Promise<readonly Line[]> {
  const { hours, bound } = await measureMakespan(1);
  const seen = `${(hours / bound).toFixed(3)} × (${hours.toFixed(2)} of ${bound.toFixed(2)} simulated hours)`;
  return [{ measure: 'makespan of 20,000 slices of 1,000 tables on 20 slots, over the bound', seen, aim: '≤ 1.10 ×' }];
}

/** In processes of their own, compiled, since their memory is what is measured. */
function manyFiles(): readonly Line[] {
  const compiled = join(root, 'build/bench');
  rmSync(compiled, { recursive: true, force: true });
  run([join(resolve(require.resolve('typescript/package.json'), '..'), 'bin/tsc'), '-p', 'tsconfig.bench.json']);
  const limits = [`--max-old-space-size=${heap}`, '--max-semi-space-size=2'];
  const measure = (files: number): ManyFiles => {
    const folder = mkdtempSync(join(tmpdir(), 'kusto-rebuild-bench-'));
    try {
      return JSON.parse(run([...limits, join(compiled, 'bench/many-files.js'), String(files), folder]));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  const [small, large] = [measure(few), measure(many)];
  const perFile = (part: 'snapshot' | 'verify'): string => {
    const ratio = large[part] / large.files / (small[part] / small.files);
    return `${ratio.toFixed(2)} × (${((large[part] / large.files) * 1000).toFixed(0)} µs)`;
  };
  return [
    {
      measure: 'memory of the client at 1,000,000 files, snapshot and verify',
      seen: `${large.peak.toFixed(0)} MB`,
      aim: '≤ 200 MB',
    },
    {
      measure: 'snapshot: time of the client per file there, over that at 10,000',
      seen: perFile('snapshot'),
      aim: '≤ 1.2 ×',
    },
    { measure: 'verify: the same', seen: perFile('verify'), aim: '≤ 1.2 ×' },
  ];
}

async function firstRequest(): Promise<readonly Line[]> {
  const { toRequest, bare } = await measureFirstRequest(15);
  const seen = `${toRequest.toFixed(0)} ms (${(toRequest / bare).toFixed(1)} × an empty process)`;
  return [{ measure: 'start of the process to its first request', seen, aim: '≤ 300 ms' }];
}

async function roundTrip(): Promise<readonly Line[]> {
  const { snapshot, restore, write, read } = await measureRoundTrip();
  const over = (ours: number, theirs: number): string =>
    `${(ours / theirs).toFixed(1)} × (${(ours / 1000).toFixed(1)} s of ${(theirs / 1000).toFixed(1)} s)`;
  return [
    { measure: 'snapshot of 3,000,000 real rows, over DuckDB writing them', seen: over(snapshot, write), aim: '≤ 2 ×' },
    { measure: 'restore of them, over DuckDB reading them', seen: over(restore, read), aim: '≤ 2 ×' },
  ];
}

async function manyTables(): Promise<readonly Line[]> {
  const { snapshot, verify } = await measureManyTables();
  return [
    { measure: 'snapshot of 10,000 tables on the local cluster', seen: `${snapshot.toFixed(0)} s`, aim: 'all exact' },
    { measure: 'verification of them, level files', seen: `${verify.toFixed(0)} s`, aim: 'all pass' },
  ];
}

async function plan(): Promise<readonly Line[]> {
  const { cold, again } = await measureManyObjects();
  return [
    { measure: 'plan of 4,000 tables and 1,000 functions, cold', seen: `${cold.toFixed(1)} s`, aim: '≤ 90 s' },
    { measure: 'plan of them again, 1 % changed', seen: `${again.toFixed(1)} s`, aim: '≤ 8 s' },
  ];
}

function run(args: readonly string[]): string {
  const { status, stdout } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return stdout;
}

const head = ['| Measure | Seen | Aim |', '| --- | --- | --- |'];

function rowOf({ measure, seen, aim }: Line): string {
  return `| ${measure} | ${seen} | ${aim} |`;
}

/** What was not measured this time stays as it was. */
function withEarlier(lines: readonly Line[], earlier: string): readonly string[] {
  const rows = new Map(lines.map((line) => [line.measure, rowOf(line)]));
  const before = earlier.split('\n').filter((row) => row.startsWith('| ') && !head.includes(row));
  const kept = before.map((row) => {
    const measure = row.split(' | ')[0]?.slice(2) ?? '';
    const now = rows.get(measure);
    rows.delete(measure);
    return now ?? row;
  });
  return [...kept, ...rows.values()];
}

const measures = {
  makespan,
  'many-files': async () => manyFiles(),
  'first-request': firstRequest,
  'round-trip': roundTrip,
  'many-tables': manyTables,
  plan,
};
const { values, positionals } = parseArgs({ options: { write: { type: 'boolean' } }, allowPositionals: true });
const lines: Line[] = [];
for (const [name, measure] of Object.entries(measures)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  process.stderr.write(`measuring ${name}\n`);
  lines.push(...(await measure()));
}
process.stdout.write(`${[...head, ...lines.map(rowOf)].join('\n')}\n`);
if (values.write === true) {
  const [text = '', earlier = ''] = readFileSync(page, 'utf8').split(mark);
  const machine = `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 1024 ** 3)} GiB, Node ${process.version}`;
  const rows = withEarlier(lines, earlier);
  writeFileSync(page, `${text}${mark}\n\nOn ${machine}:\n\n${[...head, ...rows].join('\n')}\n`);
}
