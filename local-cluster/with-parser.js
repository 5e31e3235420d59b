const { readFileSync } = require('node:fs');
const { setDeserializeMainFunction } = require('node:v8').startupSnapshot;
const { runInThisContext } = require('node:vm');

/**
 * The files of the parser: `node --snapshot-blob <heap> --build-snapshot with-parser.js <file>…` makes a heap that has it, and
 * `node --snapshot-blob <heap> <program> …` runs a program whose first text does not wait a second for the grammars.
 * A script that makes a heap can require modules of Node only. Source: https://nodejs.org/api/cli.html#--build-snapshot
 */
const files = process.argv.slice(2);
for (const filename of files) runInThisContext(readFileSync(filename, 'utf8'), { filename });

const { GlobalState, KustoCode, Parsing } = globalThis.Kusto.Language;
const { ScanPartialBest } = Parsing.PartialParser;
Parsing.PartialParser.ScanPartialBest = () => -1;
for (const text of ['.show version', '.create table T (a:long)', 'print a=1 | where a > 0 | summarize n=count() by a'])
  KustoCode.ParseAndAnalyze(text, GlobalState.Default).GetDiagnostics();
Parsing.PartialParser.ScanPartialBest = ScanPartialBest;

setDeserializeMainFunction(() => {
  const [, program] = process.argv;
  process.getBuiltinModule('node:module').createRequire(program)(program);
});
