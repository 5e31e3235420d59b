import { throttled } from '../problem.ts';

export type Resource = 'DataExport' | 'Ingestions';

/**
 * How many exports and ingestions may run at once. Over it a command is refused at once and nothing is queued. The totals are
 * those of one node of 16 cores. Source: https://learn.microsoft.com/kusto/management/capacity-policy
 */
export class Capacity {
  readonly totals: Record<Resource, number> = { DataExport: 4, Ingestions: 12 };
  readonly consumed: Record<Resource, number> = { DataExport: 0, Ingestions: 0 };

  isFull(resource: Resource): boolean {
    return this.consumed[resource] >= this.totals[resource];
  }

  /** Takes a slot until the returned function is called. */
  take(resource: Resource, commandType: string): () => void {
    if (this.isFull(resource))
      throw throttled(commandType, this.totals[resource], `CapacityPolicy/${originOf[resource]}`);
    this.consumed[resource] += 1;
    return () => {
      this.consumed[resource] -= 1;
    };
  }
}

const originOf: Readonly<Record<Resource, string>> = { DataExport: 'Export', Ingestions: 'Ingestion' };
