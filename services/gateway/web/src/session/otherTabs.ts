const channel = new BroadcastChannel('closeout.session');

/** Who signs out in one tab is out in all of them. */
export const tellSignedOut = (): void => channel.postMessage('signed-out');

/** @returns how to stop listening */
export function whenSignedOut(then: () => void): () => void {
  channel.addEventListener('message', then);
  return () => channel.removeEventListener('message', then);
}
