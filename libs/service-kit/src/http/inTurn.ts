import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

type Handle = (req: IncomingMessage, res: ServerResponse) => void;

/** What one connection has in hand. */
export interface Turn {
  /** The answer that is being given; null between two requests. */
  res: ServerResponse | null;
  /** The request that was answered last. */
  answered: IncomingMessage | null;
  /** What had arrived when that answer was out: what comes of the same request later on is thrown away. */
  bytesReadThen: number;
  waiting: { req: IncomingMessage; res: ServerResponse }[];
  next: () => void;
}

/** Requests that a client may send ahead of its answers. Browsers and programs send none. */
export const maxWaiting = 64;

const turns = new WeakMap<Socket, Turn>();

export function turnOf(socket: Socket): Turn | undefined {
  return turns.get(socket);
}

/**
 * Hands requests on one at a time for each connection, in their order. Node by itself begins all that were sent ahead at once,
 * and the answers that wait hear neither `drain` nor `close`: whatever such a request holds would be held for ever.
 *
 * What waits is bounded: whoever sends more ahead is cut off. (To read no more meanwhile would be kinder, but then
 * nobody would notice that the client went away.)
 */
export function inTurn(handle: Handle): Handle {
  function begin(turn: Turn, req: IncomingMessage, res: ServerResponse): void {
    turn.res = res;
    turn.answered = req;
    res.on('close', turn.next);
    handle(req, res);
  }

  function follow(turn: Turn): void {
    const following = turn.waiting.shift();
    if (following) begin(turn, following.req, following.res);
  }

  function open(socket: Socket): Turn {
    const turn: Turn = {
      res: null,
      answered: null,
      bytesReadThen: 0,
      waiting: [],
      next() {
        turn.res = null;
        turn.bytesReadThen = socket.bytesRead;
        if (socket.destroyed) turn.waiting.length = 0;
        // When everybody has heard that the one before is over.
        else if (turn.waiting.length > 0) process.nextTick(follow, turn);
      },
    };
    turns.set(socket, turn);
    return turn;
  }

  return (req, res) => {
    const { socket } = req;
    // Cut off already: this came in the same packet.
    if (socket.destroyed) return;
    const turn = turns.get(socket) ?? open(socket);
    if (turn.res === null) begin(turn, req, res);
    else if (turn.waiting.length < maxWaiting) turn.waiting.push({ req, res });
    else socket.destroy();
  };
}
