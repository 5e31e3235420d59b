import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LocalCluster, startLocalCluster } from '../../fixtures/local-cluster.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';
import { Talk } from './talk.ts';

const members = 50;
const requests = 100;
const program = fileURLToPath(new URL('crowd-member.ts', import.meta.url));

interface Report {
  readonly own: number;
  readonly shared: number;
  readonly lost: number;
}

interface Member {
  readonly child: ChildProcess;
  readonly half: Promise<void>;
  readonly report: Promise<Report>;
}

function startMember(cluster: LocalCluster, index: number, seed: number): Member {
  const task = { cluster: cluster.cluster, storage: cluster.storage, index, requests, seed };
  const child = spawn(process.execPath, [program, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const seen = { out: '', err: '' };
  child.stderr.on('data', (chunk) => {
    seen.err += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const half = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk) => {
      seen.out += chunk;
      if (seen.out.includes('half\n')) resolve();
    });
    child.once('close', () => resolve());
  });
  const report = ended.then((code) => {
    if (code !== 0) throw new Error(seen.err);
    return JSON.parse(seen.out.replace('half\n', ''));
  });
  return { child, half, report };
}

async function whenHalf(crowd: readonly Member[]): Promise<void> {
  await Promise.all(crowd.slice(0, members / 2).map(({ half }) => half));
}

test('many processes at once see whole batches and exact counts, and a kill loses nothing that was answered', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'crowd-'));
  const { seed } = seededRandom(20261120);
  const first = await startLocalCluster({ directory });
  const talk = new Talk(first);
  const names = Array.from({ length: members }, (_value, index) => `Own${index}`);
  const columns = '(member:long, batch:long, line:long)';
  await talk.command(`.create tables ${[...names, 'Shared'].map((name) => `${name} ${columns}`).join(', ')}`);
  const crowd = names.map((_name, index) => startMember(first, index, seed));
  const reports = Promise.allSettled(crowd.map(({ report }) => report));
  await whenHalf(crowd);
  await first.kill();
  const [port, storagePort] = [first.cluster, first.storage].map((url) => Number(new URL(url).port));
  const second = await startLocalCluster({ directory, port: port ?? 0, storagePort: storagePort ?? 0 });
  const settled = await reports;
  const problems = settled.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
  const found = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const again = new Talk(second);
  const counts = await again.query(
    `union withsource=name ${names.join(', ')} | summarize n=count() by name | summarize n=sum(n)`,
  );
  const shared = await again.query('Shared | count');
  await second.stop();
  await rm(directory, { recursive: true, force: true });
  expect({ seed, problems }).toEqual({ seed, problems: [] });
  const sum = (pick: (report: Report) => number): number => found.reduce((total, report) => total + pick(report), 0);
  expect(sum(({ lost }) => lost)).toBeGreaterThan(0);
  expect({ seed, own: counts, shared }).toEqual({
    seed,
    own: [[sum(({ own }) => own)]],
    shared: [[sum((each) => each.shared)]],
  });
});
