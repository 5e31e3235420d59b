import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** As `file: name of the test`. */
const passedTests = ({ testFilePath, testResults }) =>
  testResults
    .filter(({ status }) => status === 'passed')
    .map(({ fullName }) => `${basename(testFilePath, '.test.ts')}: ${fullName}`);

const required = ['rules', 'unit', 'contract', 'scenario'];

/**
 * Closes the run with one plain line, and fails it when a level ran no test or a test was skipped: what must run and does not is a failure. Levels are
 * required only when all were asked for. Local clusters write what they were asked into one folder; all of it has to be known to the official
 * parser, and what is promised has to be there, sent by the tests that are named for it, and no secret may.
 */
export default class Summary {
  constructor(globalConfig, options) {
    this.globalConfig = globalConfig;
    this.options = options;
    this.journals = mkdtempSync(join(tmpdir(), 'journals-'));
    process.env.LOCAL_CLUSTER_JOURNALS = this.journals;
  }

  async onRunComplete(contexts, results) {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } = results;
    const skipped = numPendingTests + numTodoTests;
    const projects = [...contexts].map((context) => context.config.displayName?.name);
    const isWhole =
      required.every((level) => projects.includes(level)) && this.globalConfig.testPathPatterns.patterns.length === 0;
    this.problems = [
      ...(isWhole ? this.findProblems(results, skipped) : []),
      ...(await this.searchJournals(results, isWhole)),
    ];
    for (const problem of this.problems) console.error(problem);
    const failed = numFailedTests + numRuntimeErrorTestSuites + this.problems.length;
    // The other reporters have their say first, so that this is the last line.
    process.once('exit', () => console.log(`\nTests: ${numPassedTests} passed, ${failed} failed, ${skipped} skipped`));
  }

  findProblems(results, skipped) {
    const ran = (level) =>
      results.testResults.some((suite) => suite.displayName?.name === level && suite.numPassingTests > 0);
    const silent = required.filter((level) => !ran(level)).map((level) => `No test of the level ${level} ran.`);
    return skipped > 0 ? [...silent, `${skipped} tests were skipped; none may be.`] : silent;
  }

  async searchJournals(results, isWhole) {
    const { journalProblems, servedRequests } = await import('./journal-check.ts');
    const { secretProblems } = await import('./secret-check.ts');
    const { sentCommands, witnessProblems } = await import('./witness-check.ts');
    const run = isWhole ? 'whole' : 'partial';
    const [requests, sent] = [servedRequests(this.journals), sentCommands(this.journals)];
    const leaks = secretProblems(this.journals, run);
    rmSync(this.journals, { recursive: true });
    const ran = new Set(results.testResults.flatMap(passedTests));
    return [...journalProblems(requests, run), ...witnessProblems({ sent, ran, isWhole }), ...leaks];
  }

  getLastError() {
    return this.problems?.length > 0 ? new Error(this.problems.join(' ')) : undefined;
  }
}
