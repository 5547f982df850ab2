// An invoice of 500 lines of a thousand letters each, printed by billing's thread, against pdfmake by itself: the same bytes.

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { invoicePdf } from '../services/billing/dist/pdf/invoicePdf.js';
import { invoiceOf, printedWith } from '../services/billing/test/support/issuedDocuments.mjs';
import { isMain, partsFromEnvironment } from './support/messagingParts.mjs';
import { interleavedRounds, median, medianRatio } from './support/rounds.mjs';

const ceiling = 0.85;

export default async function pdf({ rounds = 3 } = {}) {
  const document = longInvoice();
  const renderer = new URL('../services/billing/pdf/renderer.mjs', import.meta.url);
  const print = new URL('../services/billing/pdf/print.mjs', import.meta.url);
  const program = `
    import { parentPort } from 'node:worker_threads';
    import { print } from '${print}';
    parentPort.on('message', async (document) => parentPort.postMessage({ bytes: await print(document) }));`;
  const ours = thread(renderer);
  const bare = thread(new URL(`data:text/javascript,${encodeURIComponent(program)}`));
  // Fonts are opened with the first document.
  await ours.print(document);
  await bare.print(document);
  const results = await interleavedRounds(
    { bare: () => bare.print(document), ours: () => ours.print(document) },
    rounds,
  );
  await Promise.all([ours.stop(), bare.stop()]);
  const ratio = medianRatio(results.ours, results.bare);
  return [
    {
      name: 'PDF of 500 long lines ÷ pdfmake by itself',
      ratio,
      ceiling,
      ok: ratio <= ceiling,
      unit: 'ms',
      ours: median(results.ours),
      bare: median(results.bare),
      rounds,
    },
  ];
}

function thread(program) {
  const worker = new Worker(program);
  return {
    async print(document) {
      const began = performance.now();
      worker.postMessage(document);
      const [{ error }] = await once(worker, 'message');
      if (error) throw new Error(error);
      return performance.now() - began;
    },
    stop: () => worker.terminate(),
  };
}

/** Words of several lengths, in another order in each line, with numbers between them. */
function longInvoice() {
  const words =
    'Beratung Anforderungsanalyse Abstimmung mit Fachbereich Schnittstellen Prüfung der Übergabe und Test, 12.5 Std. à €120 – Phase II: Entwicklung'.split(
      ' ',
    );
  const description = (no) => {
    let text = '';
    for (let i = 0; text.length < 1_000; i += 1)
      text += `${words[(no * 7 + i * (1 + (no % 5))) % words.length]} ${i % 9 === 0 ? no * 1_000 + i : ''} `;
    return text.slice(0, 1_000).trim();
  };
  const descriptions = Array.from({ length: 500 }, (_, index) => description(index));
  return invoicePdf(invoiceOf(descriptions), printedWith(), 'en');
}

if (isMain(import.meta.url))
  for (const line of await pdf(partsFromEnvironment())) console.log(JSON.stringify(line));
