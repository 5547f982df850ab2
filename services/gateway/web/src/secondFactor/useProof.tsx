import { useState, type ReactNode } from 'react';
import { ProblemError } from '../api/problem.js';
import { ProofCancelled } from '../api/proofCancelled.js';
import { ProofDialog } from './ProofDialog.js';

interface Waiting {
  go(): void;
  stop(): void;
}

/** Does what may need a fresh proof: asks for one when the API says so, and does it then. */
export function useProof(): { proved<T>(act: () => Promise<T>): Promise<T>; dialog: ReactNode } {
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  async function proved<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.code !== 'fresh-proof-required') throw error;
    }
    await new Promise<void>((resolve, reject) =>
      setWaiting({ go: resolve, stop: () => reject(new ProofCancelled()) }),
    );
    return act();
  }
  const close = (then?: () => void) => {
    setWaiting(null);
    then?.();
  };
  const dialog = (
    <ProofDialog
      opened={waiting !== null}
      onClose={() => close(waiting?.stop)}
      onProved={() => close(waiting?.go)}
    />
  );
  return { proved, dialog };
}
