import type { Warning } from '@closeout/contracts/http';
import { fromMinor } from '@closeout/contracts/money';
import type { Milestone } from './milestone.js';

/**
 * Milestones of which not what was agreed was received, though the project's sums agree: a receipt named the wrong one, or none. Nothing
 * changes them once the project is finalized.
 */
export function notAsReceived(milestones: readonly Milestone[]): Warning[] {
  return milestones.flatMap(({ id, label, currency, expectedMinor, receivedMinor }) => {
    if (expectedMinor === receivedMinor) return [];
    const [expected, actual] = [fromMinor(expectedMinor, currency), fromMinor(receivedMinor, currency)];
    const detail = `Of ${label}, ${actual} ${currency} were received, and ${expected} are agreed. Receipts that name their milestones put it right.`;
    return [
      { code: 'milestone-not-as-received', detail, expected, actual, recordId: id, recordNumber: label },
    ];
  });
}
