import type { Socket } from 'node:net';
import { turnOf } from './inTurn.js';

/** What Node itself refuses, before there is a request: a bad or too slow one. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  // In the middle of an answer, this one would be taken for a part of it.
  const answering = turnOf(socket)?.res?.headersSent === true;
  if (error.code === 'ECONNRESET' || !socket.writable || answering) {
    socket.destroy();
    return;
  }
  const [status, title, code] =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? [408, 'Request Timeout', 'request-timeout']
      : error.code === 'HPE_HEADER_OVERFLOW'
        ? [431, 'Request Header Fields Too Large', 'headers-too-large']
        : [400, 'Bad Request', 'bad-request'];
  const body = JSON.stringify({
    type: `https://closeout.dev/problems/${code}`,
    title,
    status,
    detail: `${title}.`,
    code,
  });
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
