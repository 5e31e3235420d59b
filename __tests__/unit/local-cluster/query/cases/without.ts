/** Why a name can be given no such input, and queries that try to and are refused. */
export interface Without {
  readonly reason: string;
  readonly refused: readonly string[];
}

type Withouts = Readonly<Record<string, Without>>;

const noInput = (name: string): Without => ({
  reason: 'takes no input',
  refused: [`print ${name}('')`, `print ${name}(int(null))`, `print ${name}(dynamic(null))`],
});

const inputless: Withouts = {
  pi: noInput('pi'),
  current_database: noInput('current_database'),
  current_principal: noInput('current_principal'),
  cursor_current: noInput('cursor_current'),
  current_cursor: noInput('current_cursor'),
};

const constant = (name: string): Without => ({
  reason: 'takes a constant text, and a text is never null',
  refused: [`T | where ${name}(dynamic(null))`, `T | where ${name}(long(null))`],
});

/** Names that no null can be given to. */
export const withoutNull: Withouts = {
  ...inputless,
  cursor_after: constant('cursor_after'),
  cursor_before_or_at: constant('cursor_before_or_at'),
  set: { reason: 'takes the values of an option', refused: ['set query_now=datetime(null); T'] },
  'string literal': { reason: 'a text is never null', refused: ['print string(null)'] },
};

const neverEmpty = (type: string): Without => ({
  reason: 'a value of this type is never empty',
  refused: [`print ${type}('')`, `print ${type}("")`],
});

/** Names that nothing empty can be given to. */
export const withoutEmpty: Withouts = {
  ...inputless,
  set: { reason: 'takes the values of an option', refused: ["set query_datascope=''; T"] },
  range: {
    reason: 'takes numbers and times, and makes its rows itself',
    refused: ["range x from '' to 1 step 1", "range x from 0 to '' step 1", "range x from 0 to 1 step ''"],
  },
  ...Object.fromEntries(
    ['bool', 'int', 'long', 'real', 'decimal', 'datetime', 'timespan', 'guid'].map((type) => [
      `${type} literal`,
      neverEmpty(type),
    ]),
  ),
};
