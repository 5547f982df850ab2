import { on } from '@closeout/service-kit/messaging';
import { z } from 'zod';
import { saveWithdrawal } from './decisionStore.js';
import { holdLedger, unlockLedger } from './ledgerLock.js';

const Withdrawal = z.object({ closureId: z.uuid(), projectId: z.uuid(), withdrawnAt: z.string() });

/** Unlocks what was locked for the closure; when it was not asked about yet, nothing ever will be. */
export const onClosureWithdrawn = on(Withdrawal, async (tx, { data }) => {
  const { closureId, projectId, withdrawnAt } = data;
  // Held while it is noted: whoever decides on the closure at this moment does so before it or after it.
  await holdLedger(tx, projectId);
  await saveWithdrawal(tx, closureId, projectId, withdrawnAt);
  await unlockLedger(tx, projectId, closureId);
});
