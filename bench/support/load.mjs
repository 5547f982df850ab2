import { Pool } from 'undici';

/**
 * Sends `count` requests over `concurrency` connections and measures how fast they are answered.
 *
 * @param {string} origin
 * @param {(n: number) => { method: string, path: string, headers?: Record<string, string>, body?: string }} requestOf
 * @returns {Promise<number>} answers per second; any answer that is not a success ends the measurement
 */
export async function answersPerSecond(origin, requestOf, count, { concurrency = 32 } = {}) {
  const pool = new Pool(origin, { connections: concurrency, pipelining: 1 });
  let sent = 0;
  const worker = async () => {
    while (sent < count) {
      const { statusCode, body } = await pool.request(requestOf(sent++));
      const text = await body.text();
      if (statusCode >= 300) throw new Error(`answered ${statusCode}: ${text.slice(0, 500)}`);
    }
  };
  try {
    const begun = performance.now();
    await Promise.all(Array.from({ length: concurrency }, worker));
    return count / ((performance.now() - begun) / 1000);
  } finally {
    await pool.close();
  }
}
