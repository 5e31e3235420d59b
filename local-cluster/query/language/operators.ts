import type { Supported } from './supported.ts';

/** Tabular operators, statements and plugins. */
export const supportedOperators: Readonly<Record<string, Supported>> = {
  where: { page: 'where-operator', kinds: ['FilterOperator'], note: '`* op value` for operators on texts only' },
  extend: { page: 'extend-operator', kinds: ['ExtendOperator'] },
  project: { page: 'project-operator', kinds: ['ProjectOperator'] },
  'project-away': { page: 'project-away-operator', kinds: ['ProjectAwayOperator'] },
  'project-keep': { page: 'project-keep-operator', kinds: ['ProjectKeepOperator'] },
  'project-rename': { page: 'project-rename-operator', kinds: ['ProjectRenameOperator'] },
  'project-reorder': { page: 'project-reorder-operator', kinds: ['ProjectReorderOperator'] },
  summarize: { page: 'summarize-operator', kinds: ['SummarizeOperator'] },
  distinct: { page: 'distinct-operator', kinds: ['DistinctOperator'] },
  count: { page: 'count-operator', kinds: ['CountOperator'] },
  take: {
    page: 'take-operator',
    kinds: ['TakeOperator'],
    note: 'takes the first rows, the service any; a null or negative number is refused, which no page says',
  },
  sort: { page: 'sort-operator', kinds: ['SortOperator'] },
  top: { page: 'top-operator', kinds: ['TopOperator'] },
  union: {
    page: 'union-operator',
    kinds: ['UnionOperator'],
    note: 'wildcards stand for tables, materialized views and views of the present database; `kind=inner` without a column of one name and type in all inputs is refused',
  },
  join: {
    page: 'join-operator',
    kinds: ['JoinOperator'],
    note: 'a null key matches a null key; hints make no difference',
  },
  lookup: { page: 'lookup-operator', kinds: ['LookupOperator'] },
  'mv-expand': { page: 'mv-expand-operator', kinds: ['MvExpandOperator'] },
  'mv-apply': {
    page: 'mv-apply-operator',
    kinds: ['MvApplyOperator'],
    note: 'without `id`; a row without elements yields none',
  },
  getschema: { page: 'getschema-operator', kinds: ['GetSchemaOperator'] },
  parse: {
    page: 'parse-operator',
    kinds: ['ParseOperator'],
    note: 'after a constant at the end of the pattern any text may follow; the flags are U, m, s and i',
  },
  'parse-where': { page: 'parse-where-operator', kinds: ['ParseWhereOperator'] },
  bag_unpack: {
    page: 'bag-unpack-plugin',
    kinds: ['EvaluateOperator'],
    note: 'the only plugin; column and prefix only, as the grammar has it; without output schema not inside functions',
  },
  invoke: { page: 'invoke-operator', kinds: ['InvokeOperator'] },
  serialize: { page: 'serialize-operator', kinds: ['SerializeOperator'] },
  datatable: { page: 'datatable-operator', kinds: ['DataTableExpression'] },
  print: { page: 'print-operator', kinds: ['PrintOperator'] },
  range: { page: 'range-operator', kinds: ['RangeOperator'], note: 'no rows from or to a null, which no page says' },
  let: { page: 'let-statement', kinds: ['LetStatement'] },
  'declare query_parameters': {
    page: 'query-parameters-statement',
    kinds: ['QueryParametersStatement'],
    note: 'values come with the request as texts of literals',
  },
  set: {
    page: 'set-statement',
    kinds: ['SetOptionStatement'],
    note: 'takes the options that a request takes; the others are refused',
  },
  'stored function': {
    page: 'functions/user-defined-functions',
    kinds: [],
    note: 'put in place of the call; an argument of another type is refused unless it is a narrower number',
  },
};
