import { Site } from '../fixtures/site.ts';

let site: Site;

beforeAll(async () => {
  site = await Site.open();
  await site.write({
    'schema/tables.kql': `.create-merge table Ports (Code: string, Berths: int)\n\n.create-merge table Other (x: long)\n`,
    'schema/codes.assert.kql': '// assert: no rows\nPorts | where isempty(Code)\n',
    'data/Ports.json': '[{"Code":"A","Berths":1},{"Code":"B","Berths":2},{"Code":"C","Berths":null}]',
    'data/Ports.yml': 'key: [Code]\n',
    'checks/berths.assert.kql': '// assert: 3 <= value <= 100\nPorts | summarize sum(Berths)\n',
    'checks/other.assert.kql': '// assert: value >= 0\n// before: skip\nOther | count // all of them;\n',
  });
});
afterAll(() => site.close());

const deploy = (...flags: readonly string[]) =>
  site.cli(
    'deploy',
    '--schema',
    'schema',
    '--reference-data',
    'data',
    '--assertions',
    'checks,schema/*.assert.kql',
    ...flags,
  );

test('a first deployment fills the table, and what was unknown before passes after', async () => {
  const { document } = await deploy();
  expect(document).toMatchObject({
    exitCode: 0,
    verdict: 'pass',
    outputs: { assertions: 'pass', 'reference-tables': 'Ports' },
    data: {
      assertions: [
        { file: 'checks/berths.assert.kql', before: 'unknown', after: 'pass' },
        { file: 'schema/codes.assert.kql', before: 'unknown', after: 'pass' },
        { file: 'checks/other.assert.kql', after: 'pass' },
      ],
    },
  });
});

test('a plan counts what an edit by hand and another file changed', async () => {
  await site.talk.command('.ingest inline into table Ports <|\nX,9');
  await site.write({ 'data/Ports.json': '[{"Code":"A","Berths":10},{"Code":"B","Berths":2},{"Code":"D","Berths":4}]' });
  const plan = await site.cli('plan', '--schema', 'schema', '--reference-data', 'data');
  expect(plan.document).toMatchObject({
    exitCode: 0,
    data: {
      referenceData: [{ table: 'Ports', file: 'data/Ports.json', rows: 3, added: '1', removed: '2', changed: '1' }],
    },
  });
  const { document } = await deploy('--dry-run');
  expect(document.data).toMatchObject({ referenceData: [{ added: '1', removed: '2', changed: '1' }] });
});

test('an assertion that is to stop ends the run before anything is changed; one that fails afterwards is the verdict', async () => {
  await site.talk.command('.clear table Ports data');
  await site.write({ 'stop/few.assert.kql': '// assert: value >= 1\n// before: stop\nPorts | count\n' });
  const effects = await site.effectsOf(async () => {
    const { document } = await deploy('--assertions', 'stop');
    expect(document).toMatchObject({
      exitCode: 3,
      problems: [{ code: 'difference', summary: 'stop/few.assert.kql is 0, and asserts 1 <= value.' }],
    });
  });
  expect(effects.commands).toEqual([]);
  await site.write({ 'checks/berths.assert.kql': '// assert: value < 10\nPorts | summarize sum(Berths)\n' });
  const { document } = await deploy();
  expect(document).toMatchObject({
    exitCode: 3,
    verdict: 'fail',
    outputs: { assertions: 'fail', 'reference-tables': 'Ports' },
  });
});

test('what is wrong with assertions, options and data is told at once, with line and column', async () => {
  await site.write({
    'bad/Ports.tsv': 'Code\tBerths\nA\tx\nB\t2\t3\n',
    'bad/Ports.yml': 'nul-text: "-"\n',
    'bad/Other.jsonl': '{"x":1}\n{"x":1.5}\n',
    'bad/Other.yml': 'format: jsonl\n',
  });
  const { document } = await site.cli('deploy', '--reference-data', 'bad');
  expect(document).toMatchObject({
    exitCode: 2,
    problems: [
      { summary: expect.stringContaining('is no long: 1.5'), at: { file: 'bad/Other.jsonl', line: 2, column: 6 } },
      { summary: 'bad/Ports.yml has the option nul-text, which is none.', at: { line: 1, column: 1 } },
    ],
  });
});
