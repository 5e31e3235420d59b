import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
let folder: string;
let emulator: ChildProcess;
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sign-in-'));
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', 'key.pem', '-out', 'cert.pem'];
  await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...files, ...subject], {
    cwd: folder,
  });
  port = await freePort();
  const program = createRequire(import.meta.url).resolve('azurite/dist/src/blob/main.js');
  const flags = [
    '--disableTelemetry',
    '--silent',
    '--skipApiVersionCheck',
    '--inMemoryPersistence',
    '--blobPort',
    String(port),
  ];
  const signIn = ['--oauth', 'basic', '--cert', 'cert.pem', '--key', 'key.pem'];
  emulator = spawn(process.execPath, [program, ...flags, ...signIn], {
    cwd: folder,
    stdio: 'ignore',
    env: { ...process.env, AZURITE_ACCOUNTS: `account:${Buffer.alloc(64, 7).toString('base64')}` },
  });
  while (!(await answers())) {
    if (emulator.exitCode !== null) throw new Error(`the emulator ended with ${emulator.exitCode}`);
    await delay(50);
  }
});

afterAll(async () => {
  emulator.kill();
  await rm(folder, { recursive: true, force: true });
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function answers(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

test('with a credential the cluster gets user delegation signatures of the least rights, that expire', async () => {
  const { stdout } = await run(
    process.execPath,
    [join(import.meta.dirname, 'signed-in-store.ts'), `https://127.0.0.1:${port}/account/snapshots`],
    { env: { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem') } },
  );
  const seen = JSON.parse(stdout);
  expect(seen).toMatchObject({
    written: true,
    read: 'body',
    readByUri: 'body',
    writeWithReadUri: 403,
    writeByUri: 201,
    writtenByUri: 'x',
    path: 'new',
    problems: [{ code: 'sign-in' }],
  });
  expect(seen.readParameters).toMatchObject({ sr: 'c', sp: 'rl', skoid: expect.any(String) });
  expect(seen.writeParameters).toMatchObject({ sr: 'c', sp: 'rcwl', skoid: expect.any(String) });
  const hours = (Date.parse(seen.readParameters.se) - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(11);
  expect(hours).toBeLessThan(13);
});
