import type { z } from 'zod';
import { EventsPage, type EventsQuery } from '../outbox/readEvents.js';

/** Reads a page of a producer's feed; null when the producer has none. Rejects while the producer is away. */
export type FetchEvents = (source: string, query: EventsQuery) => Promise<EventsPage | null>;

/** The part of a peer that feeds are read with. */
export interface FeedPeer {
  get<T>(path: string, schema: z.ZodType<T>): Promise<T | null>;
}

export function fetchFromPeers(peer: (source: string) => FeedPeer): FetchEvents {
  return (source, { after, limit, types }) => {
    const query = new URLSearchParams({ after: String(after), limit: String(limit) });
    if (types) query.set('types', types.join(','));
    return peer(source).get(`/internal/events?${query}`, EventsPage);
  };
}
