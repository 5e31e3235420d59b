import { quoteName, quoteText } from '../quote.ts';

/** Source: https://learn.microsoft.com/kusto/management/data-export/disable-enable-continuous */
export function switchExport(name: string, to: 'on' | 'off'): string {
  return `.${to === 'on' ? 'enable' : 'disable'} continuous-export ${quoteName(name)}`;
}

/** Source: https://learn.microsoft.com/kusto/management/data-export/drop-continuous-export */
export function dropExport(name: string): string {
  return `.drop continuous-export ${quoteName(name)}`;
}

/** Source: https://learn.microsoft.com/kusto/management/data-export/create-alter-continuous */
export function createExport(definition: {
  readonly name: string;
  /** Empty where the definition does not list them. */
  readonly over: readonly string[];
  readonly externalTable: string;
  readonly query: string;
  /** As the service writes timespans. */
  readonly interval: string;
  readonly forcedLatency?: string | undefined;
  readonly properties: readonly (readonly [string, string | number | boolean])[];
}): string {
  const { name, over, externalTable, query, interval, forcedLatency, properties } = definition;
  const settings = [
    `intervalBetweenRuns=time(${interval})`,
    ...(forcedLatency === undefined ? [] : [`forcedLatency=time(${forcedLatency})`]),
    ...properties.map(([key, value]) => `${key}=${typeof value === 'string' ? quoteText(value) : value}`),
  ].join(', ');
  const facts = over.length === 0 ? '' : ` over (${over.map(quoteName).join(', ')})`;
  return `.create-or-alter continuous-export ${quoteName(name)}${facts} to table ${quoteName(externalTable)} with (${settings}) <| ${query}`;
}
