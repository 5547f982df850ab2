import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { DomainError } from '@closeout/contracts/errors';
import { shapeFault } from './jsonShape.js';
import { HttpProblem, invalidRequest } from './problem.js';
import { findUnstorableText, mayHoldUnstorableText } from './unstorableText.js';

export const defaultMaxBodyBytes = 256 * 1024;

/**
 * The JSON body of a request, or undefined when there is none.
 * @throws DomainError 400 `invalid-json`, 413 `body-too-large`, 415 `unsupported-media-type`
 */
export async function readBody(req: IncomingMessage, limit = defaultMaxBodyBytes): Promise<unknown> {
  const { headers } = req;
  const declared = headers['content-length'];
  if (declared === undefined && headers['transfer-encoding'] === undefined) return undefined;
  if (declared === '0') return undefined;
  if (Number(declared) > limit) throw bodyTooLarge(limit);
  const bytes = await collect(req, limit);
  if (bytes.length === 0) return undefined;
  checkType(headers);
  return parse(bytes);
}

function checkType(headers: IncomingMessage['headers']): void {
  const type = headers['content-type'] ?? '';
  if (!/^application\/(json|[\w.+-]+\+json)\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type)) {
    throw new DomainError('unsupported', 'unsupported-media-type', {
      detail: `The body must be application/json in UTF-8${type ? `, not ${type.slice(0, 100)}` : ''}.`,
    });
  }
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    throw new DomainError('unsupported', 'unsupported-media-type', {
      detail: `Content-Encoding ${encoding.slice(0, 50)} is not supported.`,
    });
  }
}

function collect(req: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        // The rest is read and thrown away (`watchConnections`: up to a point), so that the answer reaches a client that is still sending.
        chunks.length = 0;
        reject(bodyTooLarge(limit));
        return;
      }
      chunks.push(chunk);
    });
    req.on('end', () => {
      resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
    });
    // Whatever breaks off a body, nobody is left to hear more of it. After 'end' this comes too late to matter.
    const broken = () => {
      reject(new HttpProblem(400, 'request-aborted', 'The request ended before its body did.'));
    };
    req.on('error', broken);
    req.on('close', broken);
  });
}

function parse(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw invalidJson('The body is not UTF-8.');
  const fault = shapeFault(bytes);
  if (fault) throw invalidRequest([fault]);
  const text = bytes.toString('utf8');
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw invalidJson('The body is not valid JSON.', cause);
  }
  if (mayHoldUnstorableText(text)) {
    const errors = findUnstorableText(body);
    if (errors.length > 0) throw invalidRequest(errors);
  }
  return body;
}

function invalidJson(detail: string, cause?: unknown): DomainError {
  return new DomainError('invalid', 'invalid-json', { detail, cause });
}

export function bodyTooLarge(limit: number): HttpProblem {
  return new HttpProblem(413, 'body-too-large', `The body may have ${limit / 1024} KiB at most.`);
}
