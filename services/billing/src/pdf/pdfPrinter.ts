import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { DomainError } from '@closeout/contracts';
import type { PdfDocument } from './page.js';

const renderer = new URL('../../pdf/renderer.mjs', import.meta.url);

export interface PdfPrinter {
  /** @throws DomainError `busy` (unavailable) when too many are waiting */
  print(document: PdfDocument): Promise<Uint8Array>;
  stop(): Promise<void>;
}

interface Waiting {
  resolve(bytes: Uint8Array): void;
  reject(error: Error): void;
}

export interface PdfPrinterOptions {
  /** So many are taken at once; further ones are asked to come back. */
  most?: number;
  /** As long as the longest document takes many times over: after that the thread is taken for stuck. */
  timeoutMs?: number;
}

/**
 * Prints in one further thread, document by document: five hundred lines take most of a second of computing, for which nobody
 * else shall wait. The thread is started with the first document, and anew after it has died.
 */
export function createPdfPrinter({ most = 20, timeoutMs = 60_000 }: PdfPrinterOptions = {}): PdfPrinter {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let last = 0;

  function start(): Worker {
    // Options of the process (loaders of a test runner) are not for the thread.
    const started = new Worker(fileURLToPath(renderer), { execArgv: [] });
    // Never a reason for the process to stay.
    started.unref();
    started.on('message', ({ id, bytes, error }: { id: number; bytes?: Uint8Array; error?: string }) => {
      const job = waiting.get(id);
      waiting.delete(id);
      if (bytes) job?.resolve(bytes);
      else job?.reject(new Error(`the document cannot be printed: ${error}`));
    });
    started.on('error', (error) => giveUp(started, error));
    started.on('exit', (code) => giveUp(started, new Error(`the thread that prints ended with ${code}`)));
    return started;
  }

  function giveUp(dead: Worker, error: unknown): void {
    if (worker !== dead) return;
    worker = null;
    const lost = [...waiting.values()];
    waiting.clear();
    for (const job of lost) job.reject(new Error('the document was not printed', { cause: error }));
  }

  return {
    async print(document) {
      if (waiting.size >= most) {
        throw new DomainError('unavailable', 'busy', {
          detail: 'Too many documents are being printed at the moment.',
          retryAfter: 2,
        });
      }
      const id = (last += 1);
      const thread = (worker ??= start());
      const stuck = setTimeout(() => void thread.terminate(), timeoutMs);
      try {
        return await new Promise<Uint8Array>((resolve, reject) => {
          waiting.set(id, { resolve, reject });
          thread.postMessage({ id, document });
        });
      } finally {
        clearTimeout(stuck);
      }
    },
    async stop() {
      await worker?.terminate();
    },
  };
}
