import { EndedTokensAnswer } from '@closeout/contracts/http/internal';
import type { Peer } from '../peers/createPeer.js';
import type { EndedTokens } from './endedTokens.js';

/**
 * Asks the gateway which tokens are over: whoever calls a service directly shall not keep for ten minutes what was taken
 * away. While the gateway is away nothing can be taken away, and what is known stays known.
 */
export function followEndedTokens(gateway: Peer, ended: EndedTokens): () => Promise<void> {
  let until: string | null = null;
  return async () => {
    const since = until === null ? '' : `?since=${encodeURIComponent(until)}`;
    const answer = await gateway.get(`/internal/ended-tokens${since}`, EndedTokensAnswer);
    if (!answer) return; // a gateway of an older release
    ended.add(answer.items, Date.now());
    until = answer.until;
  };
}
