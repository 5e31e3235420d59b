import type { Supported } from './supported.ts';

/** Literals, comparisons, arithmetic and access to dynamics. */
export const supportedExpressions: Readonly<Record<string, Supported>> = {
  'bool literal': { page: 'scalar-data-types/bool', kinds: ['BooleanLiteralExpression'] },
  'int literal': { page: 'scalar-data-types/int', kinds: ['IntLiteralExpression'] },
  'long literal': { page: 'scalar-data-types/long', kinds: ['LongLiteralExpression'] },
  'real literal': { page: 'scalar-data-types/real', kinds: ['RealLiteralExpression'] },
  'decimal literal': { page: 'scalar-data-types/decimal', kinds: ['DecimalLiteralExpression'] },
  'datetime literal': { page: 'scalar-data-types/datetime', kinds: ['DateTimeLiteralExpression'] },
  'timespan literal': { page: 'scalar-data-types/timespan', kinds: ['TimespanLiteralExpression'] },
  'guid literal': { page: 'scalar-data-types/guid', kinds: ['GuidLiteralExpression'] },
  'string literal': {
    page: 'scalar-data-types/string',
    kinds: ['StringLiteralExpression', 'CompoundStringLiteralExpression'],
  },
  'dynamic literal': { page: 'scalar-data-types/dynamic', kinds: ['DynamicExpression'] },
  '==': {
    page: 'equals-cs-operator',
    kinds: ['EqualExpression', 'NotEqualExpression'],
    note: 'two nulls compare to null, as the page on null values has it; that on logical operators says false',
  },
  '<': {
    page: 'numerical-operators',
    kinds: ['LessThanExpression', 'LessThanOrEqualExpression', 'GreaterThanExpression', 'GreaterThanOrEqualExpression'],
  },
  and: { page: 'logical-operators', kinds: ['AndExpression', 'OrExpression'], note: 'a null operand counts as false' },
  '=~': { page: 'equals-operator', kinds: ['EqualTildeExpression', 'BangTildeExpression'] },
  has: {
    page: 'has-operator',
    kinds: ['HasExpression', 'NotHasExpression', 'HasCsExpression', 'NotHasCsExpression'],
    note: 'a term is a run of letters and digits; `_` ends one, as measured by https://github.com/mmaitre314/duckdb-kql',
  },
  hasprefix: {
    page: 'hasprefix-operator',
    kinds: ['HasPrefixExpression', 'NotHasPrefixExpression', 'HasPrefixCsExpression', 'NotHasPrefixCsExpression'],
  },
  hassuffix: {
    page: 'hassuffix-operator',
    kinds: ['HasSuffixExpression', 'NotHasSuffixExpression', 'HasSuffixCsExpression', 'NotHasSuffixCsExpression'],
  },
  contains: {
    page: 'contains-operator',
    kinds: ['ContainsExpression', 'NotContainsExpression', 'ContainsCsExpression', 'NotContainsCsExpression'],
  },
  startswith: {
    page: 'startswith-operator',
    kinds: ['StartsWithExpression', 'NotStartsWithExpression', 'StartsWithCsExpression', 'NotStartsWithCsExpression'],
  },
  endswith: {
    page: 'endswith-operator',
    kinds: ['EndsWithExpression', 'NotEndsWithExpression', 'EndsWithCsExpression', 'NotEndsWithCsExpression'],
  },
  in: { page: 'in-operator', kinds: ['InExpression', 'NotInExpression', 'InCsExpression', 'NotInCsExpression'] },
  has_any: { page: 'has-any-operator', kinds: ['HasAnyExpression'] },
  has_all: { page: 'has-all-operator', kinds: ['HasAllExpression'] },
  'matches regex': {
    page: 'matches-regex-operator',
    kinds: ['MatchesRegexExpression'],
    note: 'DuckDB runs the expression (RE2)',
  },
  between: { page: 'between-operator', kinds: ['BetweenExpression', 'NotBetweenExpression'] },
  '+': {
    page: 'numerical-operators',
    kinds: [
      'AddExpression',
      'SubtractExpression',
      'MultiplyExpression',
      'DivideExpression',
      'ModuloExpression',
      'UnaryMinusExpression',
      'UnaryPlusExpression',
    ],
    note: 'whole numbers wrap around on overflow; a remainder is never negative; decimals round to 34 digits',
  },
  'time arithmetic': { page: 'datetime-timespan-arithmetic', kinds: [] },
  'dynamic access': { page: 'scalar-data-types/dynamic', kinds: ['PathExpression', 'ElementExpression'] },
};
