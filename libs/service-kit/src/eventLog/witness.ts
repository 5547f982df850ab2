import { z } from 'zod';
import type { Peer } from '../peers/createPeer.js';
import { Seen } from './seen.js';

export const SeenAnswer = z.object({ seen: z.array(Seen) });

/**
 * Asks a service what it has seen of our log, and tells it how far the log goes now, for it to remember. Rejects
 * while it is away; one of an earlier release has seen nothing.
 */
export type AskWitness = (witness: string, source: string, end: Seen | null) => Promise<Seen[]>;

export function askPeers(peer: (name: string) => Pick<Peer, 'post'>): AskWitness {
  return async (witness, source, end) =>
    (await peer(witness).post('/internal/seen', { source, end }, SeenAnswer))?.seen ?? [];
}
