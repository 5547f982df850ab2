import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import { responseHeaders, type HeaderList } from './forwardedHeaders.js';

export interface ExchangeOptions {
  dispatcher: Dispatcher;
  method: string;
  path: string;
  headers: HeaderList;
  body: Buffer | null;
  requestId: string;
  /** Set on the answer besides the service's own headers. */
  answerHeaders: HeaderList;
  req: IncomingMessage;
  res: ServerResponse;
  /** Whether the call is given up when its client goes. Where the service works on regardless, that would only hide that it does. */
  givesUp: boolean;
  /** Called when the answer is an event stream, with what ends it. */
  onStream(cut: () => void): void;
  /** Called when the service has nothing more to do with this call: it has answered or failed, or the call was given up. */
  onOver(): void;
}

/**
 * An answer up to this size that arrives in one piece leaves in one piece: Node joins headers and body to one
 * write when the body is a string (latin1 keeps every byte). Two pieces take a writev, at twice the price.
 */
const smallAnswer = 16 * 1024;

/**
 * So much of an answer waits here for a slow reader, and the service has nothing to do with it any more. Of a larger one
 * the service is held up, and the reader cut off if it takes in nothing at all (`watchConnections`).
 */
const maxWaiting = 256 * 1024;

function endResponse(res: ServerResponse): void {
  res.end();
}

/** An event stream whose token has expired, or whose session has ended. */
class StreamOver extends Error {
  constructor() {
    super('the stream may not go on');
  }
}

/** The client hung up first: nobody's fault, and nobody to answer. */
export class ClientGone extends Error {
  constructor() {
    super('the client went away');
  }
}

/**
 * Codes of 503 that say nothing about the service as a whole: a neighbour of it is away, one record is busy, or its database was
 * restored and only reading works.
 */
const aboutOthers = new Set(['service-unavailable', 'busy', 'restored']);

/** The service answered, and said that it cannot serve now. Its answer was passed on. */
export class AnsweredUnavailable extends Error {
  constructor() {
    super('the service answered 503');
  }
}

/** Called once. No promises here: they cost a tenth of the way through. */
export type Done = (error: Error | null) => void;

/**
 * Sends one request to a service and streams the answer back. The reader's pace is the service's only for large answers.
 * Done as soon as the answer has begun. With an error other than `AnsweredUnavailable` there is none, and `res` is
 * still free to use. An answer that breaks off in the middle breaks off at the client too; nothing else would be true.
 */
export function exchange(options: ExchangeOptions, done: Done): void {
  let told = false;
  const tell = (error: Error | null) => {
    if (told) return;
    told = true;
    done(error);
  };
  dispatch(options, tell, isRepeatable(options));
}

function dispatch(options: ExchangeOptions, done: Done, mayRepeat: boolean): void {
  const { res } = options;
  let controller: Dispatcher.DispatchController | undefined;
  let begun = false;
  let paused = false;
  /** Announced length of the answer; -1 where there is none. */
  let whole = -1;

  const onClose = () => {
    if (res.writableFinished) return;
    done(new ClientGone());
    if (!begun && !options.givesUp) return;
    controller?.abort(new ClientGone());
    options.onOver();
  };
  const resume = () => {
    paused = false;
    controller?.resume();
  };
  res.on('close', onClose);

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(started) {
      controller = started;
      if (res.closed) started.abort(new ClientGone());
    },
    onResponseStart(_, status, headers, statusMessage) {
      if (status < 200 || res.closed) return;
      begun = true;
      whole = Number(headers['content-length'] ?? -1);
      res.writeHead(
        status,
        statusMessage,
        responseHeaders(headers, options.requestId, options.answerHeaders),
      );
      if (String(headers['content-type']).startsWith('text/event-stream')) {
        res.flushHeaders();
        options.onStream(() => controller?.abort(new StreamOver()));
      }
      done(
        status === 503 && !aboutOthers.has(String(headers['x-problem-code']))
          ? new AnsweredUnavailable()
          : null,
      );
    },
    onResponseData(current, chunk) {
      if (res.closed) return; // nobody's any more, and nearly over
      const inOnePiece = chunk.length === whole && whole <= smallAnswer;
      if (inOnePiece) res.write(chunk.toString('latin1'), 'latin1');
      else res.write(chunk);
      if (paused || res.writableLength <= maxWaiting) return;
      paused = true;
      current.pause();
      res.once('drain', resume);
    },
    onResponseEnd() {
      res.off('close', onClose);
      options.onOver();
      // Once the write is on its way: with anything still waiting, `end` adds an empty piece, and that is a writev again.
      process.nextTick(endResponse, res);
    },
    onResponseError(_, error) {
      res.off('close', onClose);
      if (!begun && mayRepeat && isStaleConnection(error) && !res.closed)
        return dispatch(options, done, false);
      options.onOver();
      // In good order: a browser would report a broken connection as an error of the page.
      if (error instanceof StreamOver) return void res.end();
      if (begun) return void res.destroy();
      done(error);
    },
  };
  const { method, path, headers, body } = options;
  options.dispatcher.dispatch({ method, path, headers, body }, handler);
}

/** Reads change nothing, so they may be sent twice. */
function isRepeatable({ method, body }: ExchangeOptions): boolean {
  return body === null && (method === 'GET' || method === 'HEAD');
}

/** The service closed a kept connection just as we were about to use it again: it is not down. */
function isStaleConnection(error: Error): boolean {
  const { code } = error as { code?: string };
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE';
}
