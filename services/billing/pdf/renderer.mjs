// Prints documents, one after the other, in a thread of its own: laying out hundreds of lines takes longer than a service may
// keep everybody waiting. JavaScript, because a thread is started from a file that exists as it is, before and after the build.
import { parentPort } from 'node:worker_threads';
import { makeFaster } from './faster.mjs';
import { print } from './print.mjs';

makeFaster();

parentPort.on('message', async (document) => {
  try {
    const bytes = await print(document);
    // A copy of its own, so that it can be handed over: buffers of Node may be parts of a shared one.
    const own = Uint8Array.from(bytes);
    parentPort.postMessage({ bytes: own }, [own.buffer]);
  } catch (error) {
    parentPort.postMessage({ error: String(error?.stack ?? error) });
  }
});
