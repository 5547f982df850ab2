import { onlineManager } from '@tanstack/react-query';

const waitsMs = [500, 2_000, 5_000];

/**
 * Loads a part of the program: offline it waits for the network, and what does not come is asked for again.
 *
 * @param load an `import()`
 */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  for (const wait of waitsMs) {
    await backOnline();
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, wait));
      askForStylesAgain();
    }
  }
  await backOnline();
  return load();
}

function backOnline(): Promise<void> | undefined {
  if (onlineManager.isOnline()) return undefined;
  return new Promise((resolve) => {
    const stop = onlineManager.subscribe((online) => {
      if (!online) return;
      stop();
      resolve();
    });
  });
}

/** Their links are put into the page once, also when their files did not come. */
function askForStylesAgain(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]'))
    if (!link.sheet) link.replaceWith(link.cloneNode());
}
