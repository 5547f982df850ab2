/** The middle of some numbers. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The value below which `share` (0–1) of the numbers lie. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/**
 * Measures each subject once per round, in turn and in alternating order, so that a machine whose speed
 * drifts treats all alike.
 *
 * @template {string} Name
 * @param {Record<Name, () => Promise<number>>} subjects each answers its figure of one round
 * @returns {Promise<Record<Name, number[]>>} the figures by subject, a round at each index
 */
export async function interleavedRounds(subjects, rounds = 5) {
  const names = Object.keys(subjects);
  const figures = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      figures[name].push(await subjects[name]());
    }
  }
  return figures;
}

/** The median of the rounds' ratios, each of two figures measured right after each other. */
export function medianRatio(numerators, denominators) {
  return median(numerators.map((value, round) => value / denominators[round]));
}
