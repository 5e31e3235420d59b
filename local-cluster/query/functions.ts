import {
  BIGINT,
  DOUBLE,
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBScalarFunction,
  type DuckDBType,
  type DuckDBVector,
  VARCHAR,
} from '@duckdb/node-api';
import createHash from 'xxhash-wasm';
import { canonicalDecimal } from './decimal.ts';
import { canonicalJson } from './json.ts';
import { scripts } from './scripts/register.ts';
import { parseDatetime, parseTimespan } from './ticks.ts';

type Item = string | bigint | null | undefined;

/** Applies a function to each row; NULL in gives NULL out, and so does undefined. The row count is a call out of JavaScript. */
function eachRow(apply: (item: string) => Item): (input: DuckDBDataChunk, output: DuckDBVector) => void {
  return (input, output) => {
    const source = input.getColumnVector(0);
    const count = input.rowCount;
    for (let row = 0; row < count; row++) {
      const item = source.getItem(row);
      output.setItem(row, typeof item === 'string' ? (apply(item) ?? null) : null);
    }
    output.flush();
  };
}

/** Rows often repeat a value next to each other; hashing it once is most of the speed on such columns. */
function remember<T>(apply: (item: string) => T): (item: string) => T {
  let last: string | undefined;
  let value: T | undefined;
  return (item) => {
    if (item === last && value !== undefined) return value;
    last = item;
    value = apply(item);
    return value;
  };
}

function create(
  name: string,
  types: readonly [DuckDBType, DuckDBType],
  apply: (item: string) => Item,
): DuckDBScalarFunction {
  const run = eachRow(apply);
  const [input, result] = types;
  return DuckDBScalarFunction.create({
    name,
    parameterTypes: [input],
    returnType: result,
    mainFunction: (_info, chunk, output) => run(chunk, output),
  });
}

/** Hashes the eight little-endian bytes of a number. */
function createNumberHash(name: string, type: DuckDBType, hash: (bytes: Uint8Array) => bigint): DuckDBScalarFunction {
  const bytes = new DataView(new ArrayBuffer(8));
  const raw = new Uint8Array(bytes.buffer);
  const hashItem = (item: unknown): bigint | null => {
    if (typeof item === 'bigint') bytes.setBigInt64(0, item, true);
    else if (typeof item === 'number') bytes.setFloat64(0, item, true);
    else return null;
    return BigInt.asIntN(64, hash(raw));
  };
  return DuckDBScalarFunction.create({
    name,
    parameterTypes: [type],
    returnType: BIGINT,
    mainFunction: (_info, input, output) => {
      const source = input.getColumnVector(0);
      const count = input.rowCount;
      for (let row = 0; row < count; row++) output.setItem(row, hashItem(source.getItem(row)));
      output.flush();
    },
  });
}

const epoch = '621355968000000000';
const macros = [
  `kusto_timestamp(t) AS make_timestamp((t - ${epoch}) // 10)`,
  `kusto_ticks(ts) AS epoch_us(ts) * 10 + ${epoch}`,
  `kusto_datetime_text(t) AS strftime(make_timestamp((t - ${epoch}) // 10), '%Y-%m-%dT%H:%M:%S.%f') || CAST(t % 10 AS VARCHAR) || 'Z'`,
  'kusto_instant(t) AS CAST(CASE WHEN t BETWEEN 0 AND 3155378975999999999 THEN t END AS BIGINT)',
  "kusto_two(n) AS lpad(CAST(n AS VARCHAR), 2, '0')",
  `kusto_timespan_text(t) AS CASE WHEN t < 0 THEN '-' ELSE '' END
     || CASE WHEN abs(t // 864000000000) > 0 THEN CAST(abs(t // 864000000000) AS VARCHAR) || '.' ELSE '' END
     || kusto_two(abs(t // 36000000000 % 24)) || ':' || kusto_two(abs(t // 600000000 % 60)) || ':' || kusto_two(abs(t // 10000000 % 60))
     || CASE WHEN t % 10000000 <> 0 THEN '.' || lpad(CAST(abs(t % 10000000) AS VARCHAR), 7, '0') ELSE '' END`,
  `kusto_real_text(x) AS CASE WHEN isnan(x) THEN 'NaN' WHEN isinf(x) THEN CASE WHEN x > 0 THEN 'Infinity' ELSE '-Infinity' END
     ELSE CAST(x AS VARCHAR) END`,
  'kusto_bin(x, size) AS CASE WHEN size > 0 THEN x - ((x % size) + size) % size END',
  'kusto_equal(a, b) AS CASE WHEN a IS NULL AND b IS NULL THEN NULL ELSE a IS NOT DISTINCT FROM b END',
  `kusto_wrap(h) AS CAST(CASE WHEN h >= 9223372036854775808 THEN h - 18446744073709551616 ELSE h END AS BIGINT)`,
  `kusto_shift_left(x, n) AS CASE WHEN n >= 0 THEN
     kusto_wrap((CAST(x AS HUGEINT) & ((CAST(1 AS HUGEINT) << CAST(64 - n % 64 AS INTEGER)) - 1)) << CAST(n % 64 AS INTEGER)) END`,
  `kusto_unsigned_modulo(h, m) AS CAST((CASE WHEN h < 0 THEN CAST(h AS HUGEINT) + 18446744073709551616 ELSE h END) % m AS BIGINT)`,
  `kusto_wrapped(h) AS CAST(CASE WHEN h BETWEEN -9223372036854775808 AND 9223372036854775807 THEN h
     ELSE ((h + 9223372036854775808) % 18446744073709551616 + 18446744073709551616) % 18446744073709551616 - 9223372036854775808 END AS BIGINT)`,
  `kusto_wrapped_int(h) AS CAST(CASE WHEN h BETWEEN -2147483648 AND 2147483647 THEN h
     ELSE ((h + 2147483648) % 4294967296 + 4294967296) % 4294967296 - 2147483648 END AS INTEGER)`,
  'kusto_modulo(a, b) AS CASE WHEN b <> 0 THEN ((a % b) + abs(b)) % abs(b) END',
  "kusto_elements(x) AS CASE WHEN json_type(x) = 'ARRAY' THEN CAST(json_extract(x, '$[*]') AS VARCHAR[]) END",
  "kusto_array(l) AS '[' || array_to_string(l, ',') || ']'",
  'kusto_shift_right(x, n) AS CASE WHEN n >= 0 THEN x >> CAST(n % 64 AS INTEGER) END',
  `kusto_is_json(s) AS CASE WHEN NOT json_valid(s) THEN FALSE
     WHEN regexp_matches(s, '(?i)nan|inf|,\\s*[\\]}]') THEN kusto_canonical_json(s) IS NOT NULL ELSE TRUE END`,
  `kusto_json(s) AS CASE WHEN s = '' THEN NULL WHEN kusto_is_json(s) THEN nullif(CAST(json(s) AS VARCHAR), 'null')
     ELSE CAST(to_json(s) AS VARCHAR) END`,
  `kusto_tolong(s) AS CASE WHEN regexp_full_match(trim(s), '[+-]?(\\d+|0[xX][0-9a-fA-F]+)') THEN TRY_CAST(trim(s) AS BIGINT) END`,
  `kusto_tobool(s) AS CASE WHEN lower(s) = 'true' THEN TRUE WHEN lower(s) = 'false' THEN FALSE ELSE kusto_tolong(s) <> 0 END`,
  `kusto_toreal(s) AS TRY_CAST(trim(s) AS DOUBLE)`,
];

/** JavaScript functions live as long as the database; a second connection to it finds them registered already. */
async function hasFunction(connection: DuckDBConnection, name: string): Promise<boolean> {
  const found = await connection.runAndReadAll(
    `SELECT 1 FROM duckdb_functions() WHERE function_name = '${name}' LIMIT 1`,
  );
  return found.currentRowCount > 0;
}

/**
 * Makes a connection able to run translated queries. To be called once for each connection: macros belong to the
 * connection, JavaScript functions to the whole database.
 */
export async function registerFunctions(connection: DuckDBConnection): Promise<void> {
  for (const macro of macros) await connection.run(`CREATE OR REPLACE TEMP MACRO ${macro}`);
  if (await hasFunction(connection, 'kusto_hash_text')) return;
  const { h64, h64Raw } = await createHash();
  const functions = [
    // Texts come with a character in front: the driver's decoder takes a U+FEFF at the very beginning for a byte order mark.
    create(
      'kusto_hash_text',
      [VARCHAR, BIGINT],
      remember((text) => BigInt.asIntN(64, h64(text.slice(1)))),
    ),
    createNumberHash('kusto_hash_bits', BIGINT, h64Raw),
    createNumberHash('kusto_hash_real', DOUBLE, h64Raw),
    create('kusto_canonical_json', [VARCHAR, VARCHAR], canonicalJson),
    create('kusto_decimal', [VARCHAR, VARCHAR], canonicalDecimal),
    create('kusto_parse_datetime', [VARCHAR, BIGINT], remember(parseDatetime)),
    create('kusto_parse_timespan', [VARCHAR, BIGINT], remember(parseTimespan)),
  ];
  for (const one of [...functions, ...scripts]) connection.registerScalarFunction(one);
}
