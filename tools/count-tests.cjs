/** A jest reporter that leaves the counts of a run in `.counts/tests.json` of the tested folder; `npm test` sums them, also when Turborepo replays a run. */
const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

module.exports = class CountTests {
  #folder;

  constructor(globalConfig) {
    this.#folder = join(globalConfig.rootDir, '.counts');
  }

  onRunComplete(_contexts, results) {
    const counts = {
      passed: results.numPassedTests,
      // A file that cannot even be loaded holds no failed test, and must not count as none.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(join(this.#folder, 'tests.json'), `${JSON.stringify(counts)}\n`);
  }
};
