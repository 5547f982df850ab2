/**
 * Tries until it succeeds.
 *
 * @template T
 * @param {() => Promise<T>} attempt throws while it is not so yet
 * @param {object} options
 * @param {number} options.limitMs
 * @param {number} [options.everyMs]
 * @param {() => boolean} [options.unless] gives up at once when true
 * @param {string} options.failure the sentence when it never succeeds
 * @returns {Promise<T>}
 */
export async function waitFor(attempt, { limitMs, everyMs = 50, unless = () => false, failure }) {
  const limit = Date.now() + limitMs;
  for (;;) {
    try {
      return await attempt();
    } catch (cause) {
      if (unless() || Date.now() > limit) throw new Error(failure, { cause });
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  }
}
