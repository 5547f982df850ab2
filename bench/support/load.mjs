import { Pool } from 'undici';

/**
 * Sends requests over `concurrency` connections for `seconds` and counts the answers.
 *
 * @param {string} origin
 * @param {(n: number) => { method: string, path: string, headers?: Record<string, string>, body?: string }} nextRequest
 * @returns {Promise<number>} answers per second; any answer that is not a success ends the measurement
 */
export async function requestsPerSecond(origin, nextRequest, { concurrency = 32, seconds = 4 } = {}) {
  const pool = new Pool(origin, { connections: concurrency, pipelining: 1 });
  const end = performance.now() + seconds * 1000;
  const begun = performance.now();
  let sent = 0;
  let answered = 0;
  const worker = async () => {
    while (performance.now() < end) {
      const { statusCode, body } = await pool.request(nextRequest(sent++));
      const text = await body.text();
      if (statusCode >= 300) throw new Error(`answered ${statusCode}: ${text.slice(0, 500)}`);
      answered += 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, worker));
    return answered / ((performance.now() - begun) / 1000);
  } finally {
    await pool.close();
  }
}
