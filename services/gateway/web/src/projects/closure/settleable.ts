import { compare, sum } from '../../format/decimal.js';
import type { Blocker } from './blockerText.js';

/** How much of what is due the project has money for, at most: what is for another milestone settles nothing. */
export function settleable(blockers: readonly Pick<Blocker, 'code' | 'difference'>[]): string {
  const all = (code: string): string =>
    sum(
      blockers
        .filter((blocker) => blocker.code === code)
        .map(({ difference }) => (difference ?? '0').replace('-', '')),
    );
  const [due, left] = [all('invoice-not-settled'), all('credit-left')];
  return compare(due, left) < 0 ? due : left;
}
