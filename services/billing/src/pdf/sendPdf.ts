import { matchesNone } from '@closeout/service-kit';
import type { Response } from 'express';
import type { PdfClient } from './pdfPrinter.js';

/** Part of every ETag: raised when the same document would look different. */
const layout = 3;

export interface PdfAnswer {
  /** The document's number. */
  number: string;
  language: string;
  /** Of what can still change; null: nothing can. */
  version: number | null;
  callerId: string;
  /** null: the client left meanwhile. */
  print(client: PdfClient): Promise<Uint8Array | null>;
}

/**
 * Answers with a PDF, or with 304 before anything is printed. What never changes is kept for ever by the browser that asked, and by
 * nobody else; not for the next person at the same browser either, whose cookie is another.
 */
export async function sendPdf(
  res: Response,
  { number, language, version, callerId, print }: PdfAnswer,
): Promise<void> {
  const etag = `"${[layout, language, version].filter((part) => part !== null).join('-')}"`;
  const headers = {
    ETag: etag,
    'Cache-Control': 'no-store',
    Vary: 'Authorization, Cookie, X-Api-Key',
  };
  if (matchesNone(res.req.headers['if-none-match'], etag)) {
    res.writeHead(304, headers).end();
    return;
  }
  const bytes = await print({ callerId, left: leaving(res) });
  if (bytes === null) return;
  res.writeHead(200, {
    ...headers,
    'Content-Type': 'application/pdf',
    'Content-Disposition': `inline; filename="${number}.pdf"`,
    'Content-Length': bytes.byteLength,
  });
  res.end(bytes);
}

function leaving(res: Response): AbortSignal {
  const left = new AbortController();
  if (res.closed) left.abort();
  else res.once('close', () => left.abort());
  return left.signal;
}
