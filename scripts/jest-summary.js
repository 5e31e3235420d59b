import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const required = ['rules', 'unit', 'contract', 'scenario'];

/**
 * Closes the run with one plain line, and fails it when a level ran no test or a test was skipped: what must run and does not is a failure. Levels are
 * required only when all were asked for. Local clusters write what they were asked into one folder; all of it has to be known to the official parser.
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
    this.problems = [...(isWhole ? this.findProblems(results, skipped) : []), ...(await this.findTexts(isWhole))];
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

  async findTexts(isWhole) {
    const { journalProblems, servedRequests } = await import('./journal-check.ts');
    const requests = servedRequests(this.journals);
    rmSync(this.journals, { recursive: true });
    return journalProblems(requests, isWhole ? 'whole' : 'partial');
  }

  getLastError() {
    return this.problems?.length > 0 ? new Error(this.problems.join(' ')) : undefined;
  }
}
