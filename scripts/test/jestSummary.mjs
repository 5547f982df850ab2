/**
 * @typedef {{ numPassedTests: number, numFailedTests: number, numRuntimeErrorTestSuites: number }} JestResult
 *
 * What a run of jest comes to: a file that could not be run counts as one failed test, and no test at all as a failure.
 *
 * @param {JestResult | undefined} result undefined when jest wrote none
 * @returns {{ passed: number, failed: number, ok: boolean }}
 */
export function summarise(result) {
  if (!result) return { passed: 0, failed: 1, ok: false };
  const passed = result.numPassedTests;
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return { passed, failed, ok: failed === 0 && passed > 0 };
}
