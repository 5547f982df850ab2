import type { Schemas } from '../../api/client.js';
import { add, compare, subtract } from '../../format/decimal.js';

type Share = Pick<Schemas['ProjectShare'], 'milestoneId' | 'amount'>;
type Milestone = Pick<
  Schemas['Milestone'],
  'id' | 'label' | 'status' | 'currency' | 'expectedAmount' | 'receivedAmount'
>;

export interface MilestoneEffect {
  id: string;
  label: string;
  currency: string;
  from: Milestone['status'];
  /** null: nothing is received any more; whether it is invoiced then is not known here. */
  to: 'PARTIALLY_PAID' | 'PAID' | null;
  received: string;
  expected: string;
}

/**
 * What milestones come to when a receipt's shares are added to what they received, or taken back: PARTIALLY_PAID when
 * 0 < received < expected, PAID from there (domain model, "Stage, milestone, payment"). Projects, which owns them, follows the receipt's event.
 */
export function milestoneEffects(
  shares: readonly Share[],
  milestones: readonly Milestone[],
  takesBack: boolean,
): MilestoneEffect[] {
  return milestones.flatMap((milestone) => {
    const own = shares.filter(({ milestoneId }) => milestoneId === milestone.id);
    if (own.length === 0) return [];
    const change = takesBack ? subtract : add;
    const received = own.reduce((sum, { amount }) => change(sum, amount), milestone.receivedAmount);
    const to =
      compare(received, '0') <= 0
        ? null
        : compare(received, milestone.expectedAmount) < 0
          ? 'PARTIALLY_PAID'
          : 'PAID';
    const { id, label, currency, status, expectedAmount } = milestone;
    return [{ id, label, currency, from: status, to, received, expected: expectedAmount }];
  });
}
