// Stands in for the thread that prints: says what it begins, and ends it when it is told to.
import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ title }) => {
  // Takes the thread like a document that never ends.
  if (title === 'endless') for (;;);
  const until = Date.now() + 300;
  while (Date.now() < until);
  parentPort.postMessage({ bytes: new TextEncoder().encode(title) });
});
