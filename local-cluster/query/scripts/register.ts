import { BIGINT, DuckDBScalarFunction, type DuckDBType, VARCHAR } from '@duckdb/node-api';
import { combineSets, gatherBags, mergeBags, removeKeys, setKey, sortArray, zipArrays } from './collections.ts';
import { calculateDecimal } from './decimal-arithmetic.ts';
import { formatTimespanAs } from './format-timespan.ts';
import { countOccurrences, decodeBase64, indexOf, toHex, translateCharacters } from './strings.ts';

type Script = (...texts: string[]) => string | bigint | undefined;

/** A function of texts; NULL among them gives NULL. */
function scripted(name: string, arity: number, script: Script, result: DuckDBType = VARCHAR): DuckDBScalarFunction {
  return DuckDBScalarFunction.create({
    name,
    parameterTypes: Array.from({ length: arity }, () => VARCHAR),
    returnType: result,
    mainFunction: (_info, input, output) => {
      const vectors = Array.from({ length: arity }, (_value, column) => input.getColumnVector(column));
      const count = input.rowCount;
      for (let row = 0; row < count; row++) {
        const items = vectors.map((vector) => vector.getItem(row));
        const texts = items.filter((item) => typeof item === 'string');
        output.setItem(row, texts.length === arity ? (script(...texts) ?? null) : null);
      }
      output.flush();
    },
  });
}

/** What SQL has no short expression for. */
export const scripts: readonly DuckDBScalarFunction[] = [
  scripted('kusto_array_sort', 3, sortArray),
  scripted('kusto_set', 3, combineSets),
  scripted('kusto_bag_merge', 2, mergeBags),
  scripted('kusto_bag_remove_keys', 2, removeKeys),
  scripted('kusto_bag_set_key', 3, setKey),
  scripted('kusto_zip', 1, zipArrays),
  scripted('kusto_bag_gather', 1, gatherBags),
  scripted('kusto_translate', 3, translateCharacters),
  scripted('kusto_indexof', 5, indexOf, BIGINT),
  scripted('kusto_base64_decode', 1, decodeBase64),
  scripted('kusto_countof', 2, countOccurrences, BIGINT),
  scripted('kusto_hex', 3, toHex),
  scripted('kusto_format_timespan', 2, formatTimespanAs),
  scripted('kusto_decimal_of', 3, calculateDecimal),
];
