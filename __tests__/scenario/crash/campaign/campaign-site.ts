import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Talk } from '../../../contract/local-cluster/talk.ts';
import { CrashProxy } from '../../../fixtures/crash-proxy.ts';
import { type LocalCluster, startLocalCluster } from '../../../fixtures/local-cluster.ts';
import { type EndedRun, startCli } from '../../../fixtures/start-cli.ts';
import { atClock } from '../minutes-pass.ts';
import type { Disturbance, SeedPlan } from './seed-plan.ts';
import { isBroken } from './traffic.ts';

/** Pause between two rounds in which the cluster merges, materializes and forgets, in milliseconds. */
const housekeeping = 500;

/** That may have been open when a cluster died. */
const mostConnections = 10;

/** Asks once more where a connection was one to a cluster that is dead: it never took the request. */
class SteadyTalk extends Talk {
  override try(...request: Parameters<Talk['try']>): ReturnType<Talk['try']> {
    return again(() => super.try(...request));
  }
  override tryQuery(...request: Parameters<Talk['tryQuery']>): ReturnType<Talk['tryQuery']> {
    return again(() => super.tryQuery(...request));
  }
  override control(...request: Parameters<Talk['control']>): ReturnType<Talk['control']> {
    return again(() => super.control(...request));
  }
}

async function again<T>(send: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send();
    } catch (error) {
      if (!isBroken(error) || tries === mostConnections) throw error;
    }
  }
}

/** A cluster on disk with a database per seed, which can be killed and comes back where it was. */
export class CampaignSite {
  readonly #directory: string;
  readonly #databases: readonly string[];
  readonly #proxy: CrashProxy;
  #cluster: LocalCluster;
  #controls: object = {};
  #minutes = 0;

  private constructor(directory: string, databases: readonly string[], cluster: LocalCluster, proxy: CrashProxy) {
    this.#directory = directory;
    this.#databases = databases;
    this.#cluster = cluster;
    this.#proxy = proxy;
  }

  static async open(databases: readonly string[]): Promise<CampaignSite> {
    const directory = await mkdtemp(join(tmpdir(), 'campaign-'));
    const cluster = await startLocalCluster({ directory, databases, threads: 1 });
    return new CampaignSite(directory, databases, cluster, await CrashProxy.open(cluster));
  }

  async close(): Promise<void> {
    await this.#proxy.close();
    await this.#cluster.stop();
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** Past the proxy, for what is sent while nothing is killed and no fault can strike. */
  talk(database: string): Talk {
    return new SteadyTalk(this.#cluster, database);
  }

  /** Past the proxy, for what is sent all the time, and may be lost. */
  looseTalk(database: string): Talk {
    return new Talk(this.#cluster, database);
  }

  /** As the seed wants it; kept over a kill of the cluster. */
  async control({
    capacity,
    cursorLagMs,
    faults,
  }: Pick<SeedPlan, 'capacity' | 'cursorLagMs' | 'faults'>): Promise<void> {
    this.#controls = {
      capacity: { ingestions: capacity, dataExport: capacity },
      cursorLagMs,
      backgroundEveryMs: housekeeping,
    };
    await this.talk('').control({ ...this.#controls, faults });
  }

  async clearFaults(): Promise<void> {
    await this.talk('').control({ faults: [] });
  }

  /** While it is on, a minute has passed on the cluster whenever the tool asks what time it is, so that nobody waits for one. */
  letMinutesPass(to: 'on' | 'off'): void {
    this.#proxy.holdEach(to === 'on' ? atClock : () => false, () => {
      this.#minutes += 1;
      return this.talk('').control(this.#clock);
    });
  }

  get #clock(): object {
    return this.#minutes === 0 ? {} : { clock: { offset: this.#minutes * 60_000 } };
  }

  /** Runs a verb through the proxy, which it may not survive; ends undisturbed when it makes fewer requests. */
  async run(database: string, args: readonly string[], disturbance: Disturbance | undefined): Promise<EndedRun> {
    this.#wasKilled = false;
    const run = startCli(args, { ...this.#proxy.connection, database });
    const kill = async (): Promise<void> => {
      if (disturbance?.what === 'client killed') {
        run.kill();
        await run.ended;
        return;
      }
      this.#proxy.letThrough();
      await this.#restart();
    };
    const others = disturbance?.what === 'cluster killed' ? ({ others: 'break' } as const) : {};
    this.#proxy.begin(disturbance === undefined ? undefined : { ...disturbance, ...others, spring: kill });
    const ended = await run.ended;
    await this.#restarting;
    return ended;
  }

  /** What the last run sent. */
  get requests(): readonly string[] {
    return this.#proxy.requests.map(({ text }) => text);
  }

  /** Whether the cluster was killed in the last run. */
  get wasKilled(): boolean {
    return this.#wasKilled;
  }

  #wasKilled = false;
  #restarting: Promise<void> = Promise.resolve();

  #restart(): Promise<void> {
    this.#wasKilled = true;
    const again = async (): Promise<void> => {
      await this.#cluster.kill();
      const portOf = (url: string): number => Number(new URL(url).port);
      this.#cluster = await startLocalCluster({
        directory: this.#directory,
        databases: this.#databases,
        threads: 1,
        port: portOf(this.#cluster.cluster),
        storagePort: portOf(this.#cluster.storage),
      });
      await this.talk('').control({ ...this.#controls, ...this.#clock });
    };
    this.#restarting = again();
    return this.#restarting;
  }
}
