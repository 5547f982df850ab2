import type { ServerResponse } from 'node:http';
import { DomainError } from '@closeout/contracts/errors';
import type { Actor } from '@closeout/service-kit/auth';
import type { Queryable } from '@closeout/service-kit/db';
import { createPlaces, inPlace } from '@closeout/service-kit/http';
import { readFeedHead } from '../feed/feedHead.js';
import { readFeed } from '../feed/readFeed.js';
import { describeEvents, type DescribedEvent } from './describeEvents.js';
import { mayHear } from './hint.js';

export interface EventStreams {
  /** Begins a stream, after the position of `lastEventId` where there is one. @throws DomainError 429 `too-many-streams` */
  open(actor: Actor, lastEventId: string | undefined, res: ServerResponse): Promise<void>;
  /** Sends on what was appended to the feed since the last time. */
  forward(): Promise<void>;
  heartbeat(): void;
  /** Ends the streams of callers whose tokens are over; those who may come back go on from where they were. */
  endThose(isOver: (actor: Actor) => boolean): void;
  endAll(): void;
}

interface Stream {
  actor: Actor;
  res: ServerResponse;
  /** In the feed; everything up to it was sent or is not for this caller. */
  position: number;
}

/** Of one caller, at one replica. */
const maxOfOne = 10;
/** Whoever was away for longer reads everything again: cheaper than to go through all that. */
const maxMissed = 5_000;
const pageSize = 500;
/** Not taken by the other side yet. It is cut off then, and may go on from where it was. */
const maxWaitingBytes = 256 * 1024;

/** @param onLive called when somebody begins to listen: what was appended a moment before is still to be forwarded */
export function createEventStreams(db: Queryable, onLive: () => void): EventStreams {
  const streams = new Set<Stream>();
  /** Streams that have everything up to `forwarded`; the others still catch up. */
  const live = new Set<Stream>();
  let forwarded: number | null = null;
  let ended = false;
  const places = createPlaces({ atOnce: Infinity, ofOne: maxOfOne, tooMany });

  async function listen(actor: Actor, lastEventId: string | undefined, res: ServerResponse): Promise<void> {
    if (isOver(res)) return;
    const stream = { actor, res, position: 0 };
    streams.add(stream);
    res.once('close', () => {
      streams.delete(stream);
      live.delete(stream);
    });
    try {
      await begin(stream, lastEventId);
    } catch (error) {
      streams.delete(stream);
      throw error;
    }
    if (ended) return void res.end();
    await catchUp(stream);
  }

  async function begin(stream: Stream, lastEventId: string | undefined): Promise<void> {
    const head = await readFeedHead(db);
    const last = lastEventId === undefined ? head : /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : -1;
    const missed = last > head || last < head - maxMissed || last < 0;
    stream.position = last;
    stream.res.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    });
    if (missed) tellMissed(stream, head);
    else write(stream.res, beat(stream));
  }

  function tellMissed(stream: Stream, head: number): void {
    stream.position = head;
    write(stream.res, `event: missed\nid: ${head}\ndata: {}\n\n`);
  }

  async function catchUp(stream: Stream): Promise<void> {
    while (forwarded !== null && stream.position < forwarded) {
      const page = await nextPage(stream.position);
      send(stream, page.events, page.nextAfter);
    }
    forwarded ??= stream.position;
    if (isOver(stream.res)) return;
    live.add(stream);
    onLive();
  }

  async function forward(): Promise<void> {
    // With nobody listening nothing is read; the first to come begins where it is.
    if (live.size === 0) forwarded = null;
    for (let after = forwarded; after !== null;) {
      const { events, nextAfter, head } = await nextPage(after);
      for (const stream of live) {
        // The database was restored under us: what they were told of is not there any more.
        if (head < after) tellMissed(stream, head);
        else send(stream, events, nextAfter);
      }
      forwarded = Math.min(head, nextAfter);
      after = nextAfter > after && live.size > 0 ? nextAfter : null;
    }
  }

  async function nextPage(after: number) {
    const { items, nextAfter, head } = await readFeed(db, { after, limit: pageSize });
    return { events: items.length > 0 ? await describeEvents(db, items) : [], nextAfter, head };
  }

  function send(stream: Stream, events: readonly DescribedEvent[], upTo: number): void {
    const { actor, res } = stream;
    let text = '';
    for (const { position, hint, audience } of events) {
      if (position > stream.position && readsSource(actor, hint.type) && mayHear(actor, audience))
        text += `id: ${position}\ndata: ${JSON.stringify(hint)}\n\n`;
    }
    stream.position = Math.max(stream.position, upTo);
    if (text !== '') write(res, text);
    if (res.writableLength > maxWaitingBytes) res.destroy();
  }

  return {
    open: (actor, lastEventId, res) => inPlace(places, actor.id, res, () => listen(actor, lastEventId, res)),
    forward,
    heartbeat() {
      for (const stream of live) write(stream.res, beat(stream));
    },
    endThose(isOver) {
      for (const { actor, res } of streams) if (isOver(actor) && res.headersSent) res.end();
    },
    endAll() {
      ended = true;
      for (const { res } of streams) if (res.headersSent) res.end();
    },
  };
}

/** An API key may be limited to the events of some services. */
const readsSource = ({ eventSources }: Actor, type: string): boolean =>
  eventSources?.some((source) => type.startsWith(`${source}.`)) ?? true;

/** Gone, or ended from here: a write would be an error that nobody waits for. */
const isOver = (res: ServerResponse): boolean => res.destroyed || res.writableEnded;

function write(res: ServerResponse, text: string): void {
  if (!isOver(res)) res.write(text);
}

/** A comment, and the position on its own: whoever comes back need not go through what was not for them. */
const beat = ({ position }: Stream): string => `: still here\nid: ${position}\n\n`;

function tooMany(): DomainError {
  return new DomainError('too-many', 'too-many-streams', {
    detail: `You have ${maxOfOne} event streams open already. Close one, such as another window.`,
    retryAfter: 15,
  });
}
