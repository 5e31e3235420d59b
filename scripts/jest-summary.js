const required = ['rules', 'unit', 'contract', 'scenario'];

/**
 * Closes the run with one plain line, and fails it when a level ran no test or a test was skipped: what must run and does not is a failure. Levels are
 * required only when all were asked for.
 */
export default class Summary {
  constructor(globalConfig, options) {
    this.globalConfig = globalConfig;
    this.options = options;
  }

  onRunComplete(contexts, results) {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } = results;
    const skipped = numPendingTests + numTodoTests;
    const projects = [...contexts].map((context) => context.config.displayName?.name);
    const isWhole =
      required.every((level) => projects.includes(level)) && this.globalConfig.testPathPatterns.patterns.length === 0;
    this.problems = isWhole ? this.findProblems(results, skipped) : [];
    for (const problem of this.problems) console.error(problem);
    console.log(
      `\nTests: ${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed, ${skipped} skipped`,
    );
  }

  findProblems(results, skipped) {
    const ran = (level) =>
      results.testResults.some((suite) => suite.displayName?.name === level && suite.numPassingTests > 0);
    const silent = required.filter((level) => !ran(level)).map((level) => `No test of the level ${level} ran.`);
    return skipped > 0 ? [...silent, `${skipped} tests were skipped; none may be.`] : silent;
  }

  getLastError() {
    return this.problems?.length > 0 ? new Error(this.problems.join(' ')) : undefined;
  }
}
