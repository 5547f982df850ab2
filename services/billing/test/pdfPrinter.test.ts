import { afterEach, describe, expect, it } from '@jest/globals';
import type { PdfDocument } from '../src/pdf/page.js';
import { createPdfPrinter, type PdfPrinter, type PdfPrinterOptions } from '../src/pdf/pdfPrinter.js';

/** Takes 300 ms for a document, and for ever for one that is called “endless”. */
const program = new URL('support/slowPrinter.mjs', import.meta.url);
const printers: PdfPrinter[] = [];
afterEach(async () => {
  await Promise.all(printers.splice(0).map((printer) => printer.stop()));
});

function slowPrinter(options: PdfPrinterOptions = {}) {
  const printer = createPdfPrinter({ program, ...options });
  printers.push(printer);
  return (title: string, callerId = title, left = new AbortController().signal) =>
    printer
      .print({ title } as PdfDocument, { callerId, left })
      .then((bytes) => bytes && Buffer.from(bytes).toString());
}

const codeOf = (error: unknown) => (error as { code?: string }).code;

describe('Documents that wait to be printed', () => {
  it('have all of the time allowed from the moment they are begun', async () => {
    const print = slowPrinter({ timeoutMs: 2_000, most: 20, ofOne: 20 });
    // The last one waits longer than any of them may take.
    const titles = Array.from({ length: 9 }, (_, n) => `document ${n}`);
    expect(await Promise.all(titles.map((title) => print(title, 'one')))).toEqual(titles);
  });

  it('are printed when the one before never ends: that one alone is given up', async () => {
    const print = slowPrinter({ timeoutMs: 1_500 });
    const endless = print('endless').catch((error: Error) => error.message);
    const next = print('next');
    expect(await endless).toBe('the document was not printed');
    expect(await next).toBe('next');
  });

  it('are dropped when nobody waits for them any more, and their places are free at once', async () => {
    const print = slowPrinter({ most: 5 });
    const began = performance.now();
    const first = print('first');
    const leaving = new AbortController();
    const dropped = Array.from({ length: 4 }, (_, n) => print(`dropped ${n}`, 'impatient', leaving.signal));
    leaving.abort();
    expect(await Promise.all(dropped)).toEqual([null, null, null, null]);
    expect(await print('gone before', 'x', AbortSignal.abort())).toBeNull();
    const patient = Array.from({ length: 4 }, (_, n) => print(`patient ${n}`));
    expect(await Promise.all([first, ...patient])).toHaveLength(5);
    // The thread says nothing of those that were dropped: it never saw them.
    expect(performance.now() - began).toBeGreaterThan(5 * 300);
  });

  it('are few of one caller, so that there is room for others', async () => {
    const print = slowPrinter({ most: 20, ofOne: 2 });
    const mine = [print('mine', 'greedy'), print('mine too', 'greedy')];
    expect(await print('more', 'greedy').catch(codeOf)).toBe('too-many-requests');
    expect(await print('another’s', 'modest')).toBe('another’s');
    await Promise.all(mine);
    expect(await print('again', 'greedy')).toBe('again');
  });

  it('are made by turns: the first one of another caller comes next, however many one has asked for', async () => {
    const print = slowPrinter();
    const made: string[] = [];
    const note = (title: string | null) => made.push(String(title));
    const asked = [1, 2, 3, 4].map((n) => print(`invoice ${n}`, 'accounting').then(note));
    // Asked for while accounting has all of its places.
    asked.push(print('receipt 1', 'sales').then(note), print('receipt 2', 'sales').then(note));
    asked.push(print('refund', 'management').then(note));
    await Promise.all(asked);
    expect(made).toEqual([
      'invoice 1',
      'receipt 1',
      'refund',
      'invoice 2',
      'receipt 2',
      'invoice 3',
      'invoice 4',
    ]);
  });

  it('are as many as there is room for; further ones are asked to come back', async () => {
    const print = slowPrinter({ most: 2 });
    const taken = ['being printed', 'waiting', 'waiting too'].map((title) => print(title));
    expect(await print('one more').catch(codeOf)).toBe('busy');
    expect(await Promise.all(taken)).toHaveLength(3);
  });
});
