import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { DomainError } from '@closeout/contracts/errors';
import type { PdfDocument } from './page.js';

const renderer = new URL('../../pdf/renderer.mjs', import.meta.url);

/** Who wants a document, and whether they still do. */
export interface PdfClient {
  callerId: string;
  left: AbortSignal;
}

export interface PdfPrinter {
  /**
   * @returns null when the client left before it was begun
   * @throws DomainError `busy` (unavailable) when too many are waiting, `too-many-requests` when too many of the caller's are
   */
  print(document: PdfDocument, client?: PdfClient): Promise<Uint8Array | null>;
  stop(): Promise<void>;
}

interface Job {
  document: PdfDocument;
  client: PdfClient | undefined;
  resolve(bytes: Uint8Array | null): void;
  reject(error: Error): void;
}

export interface PdfPrinterOptions {
  /** So many wait at once; further ones are asked to come back. */
  most?: number;
  /** Of one caller, with the one that is being printed. */
  ofOne?: number;
  /** From the moment a document is begun, as long as the longest one takes many times over: after that the thread is taken for stuck. */
  timeoutMs?: number;
  /** What the thread runs. */
  program?: URL;
}

/**
 * Prints in one further thread, document by document: five hundred lines take a second of computing, for which nobody
 * else shall wait. Callers take turns: who asks for many documents waits behind their own. The thread is started with the
 * first document, and anew after it has died.
 */
export function createPdfPrinter({
  most = 20,
  ofOne = 4,
  timeoutMs = 60_000,
  program = renderer,
}: PdfPrinterOptions = {}): PdfPrinter {
  const waiting = createTurns();
  let current: Job | null = null;
  let clock: NodeJS.Timeout | undefined;
  let worker: Worker | null = null;
  let stopped = false;

  function start(): Worker {
    // Options of the process (loaders of a test runner) are not for the thread.
    const started = new Worker(fileURLToPath(program), { execArgv: [] });
    // Never a reason for the process to stay.
    started.unref();
    started.on('message', ({ bytes, error }: { bytes?: Uint8Array; error?: string }) =>
      end((job) => {
        if (bytes) job.resolve(bytes);
        else job.reject(new Error(`the document cannot be printed: ${error}`));
      }),
    );
    const giveUp = (cause: unknown) => {
      if (worker !== started) return;
      worker = null;
      end((job) => job.reject(new Error('the document was not printed', { cause })));
    };
    started.on('error', giveUp);
    started.on('exit', (code) => giveUp(new Error(`the thread that prints ended with ${code}`)));
    return started;
  }

  function end(settle: (job: Job) => void): void {
    clearTimeout(clock);
    const job = current;
    current = null;
    if (job) settle(job);
    if (job) waiting.putLast(job.client);
    beginNext();
  }

  function beginNext(): void {
    if (current || stopped) return;
    const job = waiting.takeNext();
    if (!job) return;
    current = job;
    const thread = (worker ??= start());
    clock = setTimeout(() => void thread.terminate(), timeoutMs);
    thread.postMessage(job.document);
  }

  function assertRoom(client: PdfClient | undefined): void {
    if (waiting.size() >= most) {
      throw new DomainError('unavailable', 'busy', {
        detail: 'Too many documents are being printed at the moment.',
        retryAfter: 2,
      });
    }
    if (!client) return;
    const printing = current?.client?.callerId === client.callerId ? 1 : 0;
    if (printing + waiting.sizeOf(client) >= ofOne) {
      throw new DomainError('too-many', 'too-many-requests', {
        detail: 'You have too many documents printed at once. Wait for some of them.',
        retryAfter: 2,
      });
    }
  }

  return {
    async print(document, client) {
      if (client?.left.aborted) return null;
      assertRoom(client);
      return new Promise<Uint8Array | null>((resolve, reject) => {
        const job: Job = { document, client, resolve, reject };
        waiting.add(job);
        client?.left.addEventListener('abort', () => waiting.remove(job) && resolve(null), { once: true });
        beginNext();
      });
    },
    async stop() {
      stopped = true;
      for (let job = waiting.takeNext(); job; job = waiting.takeNext())
        job.reject(new Error('the document was not printed: the service stops'));
      await worker?.terminate();
    },
  };
}

/**
 * Documents that wait, in a line for each caller. Those without a caller share one. (Not the kit's `createPlaces`: what waits here
 * is dropped the moment that nobody wants it, counts with what is printed, and comes up when a document is done, not when one begins.)
 */
function createTurns() {
  /** Whose turn it is comes first. */
  const lines = new Map<string, Set<Job>>();
  const keyOf = (client: PdfClient | undefined) => client?.callerId ?? '';

  function remove(job: Job): boolean {
    const key = keyOf(job.client);
    const line = lines.get(key);
    const was = line?.delete(job) ?? false;
    if (line?.size === 0) lines.delete(key);
    return was;
  }

  return {
    size: () => [...lines.values()].reduce((sum, line) => sum + line.size, 0),
    sizeOf: (client: PdfClient) => lines.get(client.callerId)?.size ?? 0,
    add(job: Job): void {
      const key = keyOf(job.client);
      const line = lines.get(key);
      if (line) line.add(job);
      else lines.set(key, new Set([job]));
    },
    remove,
    takeNext(): Job | undefined {
      const [line] = lines.values();
      const [job] = line ?? [];
      if (job) remove(job);
      return job;
    },
    /** Once a document is done, not when it is begun: so that others who came meanwhile are next. */
    putLast(client: PdfClient | undefined): void {
      const key = keyOf(client);
      const line = lines.get(key);
      if (!line) return;
      lines.delete(key);
      lines.set(key, line);
    },
  };
}
