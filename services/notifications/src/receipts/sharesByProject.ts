import { fromMinor, toMinor } from '@closeout/contracts/money';

/** What of a receipt belongs to each project: a project may have a share for each of several milestones. */
export function sharesByProject(
  shares: readonly { projectId: string; amount: string }[],
  currency: string,
): Map<string, string> {
  const sums = new Map<string, bigint>();
  for (const { projectId, amount } of shares) {
    sums.set(projectId, (sums.get(projectId) ?? 0n) + toMinor(amount, currency));
  }
  return new Map([...sums].map(([projectId, sum]) => [projectId, fromMinor(sum, currency)]));
}
