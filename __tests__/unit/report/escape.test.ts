import { codeBlock, codeSpan, escapeMarkdown, escapeRunnerLog, escapeTerminal } from '../../../src/report/escape.ts';

const hostile = '<img src=x onerror=1> | `a` @octocat #12 [x](https://evil) **b** \n## head \u202etxt';

test('nothing in a foreign name means anything in markdown', () => {
  const escaped = escapeMarkdown(hostile);
  expect(escaped).not.toMatch(/[<>|`@[\]*\n\u202e]/);
  expect(escaped).not.toContain('https://');
  expect(escaped.replaceAll(/&#?\w+;/g, '')).not.toContain('#');
});

test.each(['- a', '+ a', '= a', '1. a', '2) a'])('%s does not begin a list or a heading', (text) => {
  expect(escapeMarkdown(text)).toContain('&#8203;');
});

test('code cannot be ended from inside', () => {
  expect(codeSpan('a``b')).toBe('```a``b```');
  expect(codeSpan('`a')).toBe('`` `a ``');
  expect(codeSpan('a|b\nc')).toBe('`a\\|b ⏎ c`');
  expect(codeBlock('kusto', 'x\n````\ny\n')).toBe('`````kusto\nx\n````\ny\n`````');
});

test('a terminal gets no control sequences', () => {
  expect(escapeTerminal('a\u001b[31mb\r\nc\u0007')).toBe('a\\x1b[31mb\nc\\x07');
});

test.each(['::set-output name=a::b', '  ::error::x', 'a\n::add-mask::x', 'see ##[command]x'])(
  'the runner reads no command in %j',
  (text) => {
    expect(escapeRunnerLog(text)).not.toMatch(/^\s*::/m);
    expect(escapeRunnerLog(text)).not.toContain('##[');
  },
);
