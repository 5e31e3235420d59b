import { type Facets, namesUnder, type ObjectKey, partsOf } from '../../../domain/schema/model.ts';
import { quoteName, quoteText } from '../quote.ts';

/**
 * The command that defines an external table or a continuous export, without what the service does not show: the credentials of connection strings, and the identity an export runs as. Undefined where too little is
 * known: of kinds other than storage. Sources: https://learn.microsoft.com/kusto/management/external-tables-azure-storage,
 * https://learn.microsoft.com/kusto/management/data-export/create-alter-continuous
 */
export function writeDefinition(key: ObjectKey, facets: Facets): string | undefined {
  const { kind, name } = partsOf(key);
  return kind === 'external-table' ? externalTable(name, facets) : continuousExport(name, facets);
}

const spellings: Readonly<Record<string, string>> = {
  docstring: 'docString',
  nameprefix: 'namePrefix',
  fileextension: 'fileExtension',
  compressiontype: 'compressionType',
  includeheaders: 'includeHeaders',
  sizelimit: 'sizeLimit',
  distributionkind: 'distributionKind',
  parquetrowgroupsize: 'parquetRowGroupSize',
  usenativeparquetwriter: 'useNativeParquetWriter',
};

function externalTable(name: string, facets: Facets): string | undefined {
  const [connections, format] = [facets.get('connections'), facets.get('format')];
  if (facets.get('kind') !== 'storage' || connections === undefined || format === undefined) return undefined;
  const columns = namesOf(facets).map((column) => `${quoteName(column)}: ${facets.get(`column ${column}`)}`);
  const path = facets.get('pathformat');
  const given = [
    ...['folder', 'docstring'].flatMap((text) => property(text, facets.get(text))),
    ...namesUnder(facets, 'property').flatMap((one) => property(one, facets.get(`property ${one}`))),
  ];
  return [
    `.create-or-alter external table ${quoteName(name)} (${columns.join(', ')})`,
    'kind = storage',
    ...partitionLines(facets.get('partitions'), path),
    `dataformat = ${format}`,
    // The service shows no credentials.
    `(\n${connections
      .split('\n')
      .map((address) => `  ${quoteText(address)}`)
      .join(',\n')}\n)`,
    ...(given.length === 0 ? [] : [`with (${given.join(', ')})`]),
  ].join('\n');
}

function namesOf(facets: Facets): readonly string[] {
  return JSON.parse(facets.get('order') ?? '[]') as readonly string[];
}

function property(name: string, value: string | undefined): readonly string[] {
  if (value === undefined) return [];
  const isBare = value === 'true' || value === 'false' || /^\d+$/.test(value);
  return [`${spellings[name] ?? name} = ${isBare ? value : quoteText(value)}`];
}

interface Partition {
  readonly name: string;
  readonly column?: string;
  readonly by?: string;
}

/** The type of a value that only folders have is not shown; one that the path takes for a time is one. */
function partitionLines(partitions: string | undefined, path: string | undefined): readonly string[] {
  if (partitions === undefined) return [];
  const written = (JSON.parse(partitions) as readonly Partition[]).map(({ name, column, by }) => {
    if (column === undefined) {
      const isTime = new RegExp(`datetime_pattern \\( "[^"]*" , ${name} \\)`).test(path ?? '');
      return `${quoteName(name)}: ${isTime ? 'datetime' : 'string'}`;
    }
    if (by === undefined) return `${quoteName(name)}: string = ${quoteName(column)}`;
    const [word = '', argument] = by.split(' ');
    const more = argument === undefined ? '' : `, ${word === 'bin' ? `time(${argument})` : argument}`;
    return `${quoteName(name)}: ${word === 'hash' ? 'long' : 'datetime'} = ${word}(${quoteName(column)}${more})`;
  });
  return [`partition by (${written.join(', ')})`, ...(path === undefined ? [] : [`pathformat = (${path})`])];
}

function continuousExport(name: string, facets: Facets): string {
  const tables = JSON.parse(facets.get('tables') ?? '[]') as readonly string[];
  const { name: target } = partsOf((facets.get('target') ?? 'external-table:') as ObjectKey);
  const span = (word: string, facet: string): readonly string[] =>
    facets.has(facet) ? [`${word} = time(${facets.get(facet)})`] : [];
  const given = [
    ...span('intervalBetweenRuns', 'interval'),
    ...span('forcedLatency', 'latency'),
    ...namesUnder(facets, 'property').flatMap((one) => property(one, facets.get(`property ${one}`))),
    ...(facets.has('disabled') ? ['isDisabled = true'] : []),
  ];
  return [
    `.create-or-alter continuous-export ${quoteName(name)}`,
    ...(tables.length === 0 ? [] : [`over (${tables.map(quoteName).join(', ')})`]),
    `to table ${quoteName(target)}`,
    ...(given.length === 0 ? [] : [`with (${given.join(', ')})`]),
    `<| ${facets.get('query') ?? ''}`,
  ].join('\n');
}
