import { matchesNone } from '@closeout/service-kit/http';
import type { Response } from 'express';
import type { PdfDocument } from './page.js';
import type { PdfPrinter } from './pdfPrinter.js';

/** Part of every ETag: raised when the same document would look different. */
const layout = 3;

export interface PdfAnswer {
  /** The document's number. */
  number: string;
  language: string;
  /** Of what can still change; null: nothing can. */
  version: number | null;
  callerId: string;
  document(): Promise<PdfDocument>;
}

/**
 * Answers with a PDF, or with 304 before anything is printed. What never changes is kept for ever by the browser that asked, and by
 * nobody else; not for the next person at the same browser either, whose cookie is another.
 */
export async function sendPdf(
  res: Response,
  printer: PdfPrinter,
  { number, language, version, callerId, document }: PdfAnswer,
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
  const bytes = await printer.print(await document(), { callerId, left: leaving(res) });
  // The client left meanwhile.
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
