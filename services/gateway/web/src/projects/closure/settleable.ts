import { sum } from '../../format/decimal.js';
import type { Blocker } from './blockerText.js';

/** How much of what is due settling the project settles now: with its own money, and the customer's credit for the rest. */
export const settleable = (blockers: readonly Pick<Blocker, 'code' | 'steps'>[]): string =>
  sum(
    blockers
      .filter(({ code }) => code === 'invoice-not-settled')
      .flatMap(({ steps = [] }) => steps)
      .filter(({ kind }) => kind === 'SETTLE' || kind === 'SETTLE_WITH_CREDIT')
      .map(({ amount }) => amount),
  );
