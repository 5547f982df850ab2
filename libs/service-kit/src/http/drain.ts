import type { Server } from 'node:http';

/**
 * Takes no new connections, lets every request under way be answered, and only after `graceMs` cuts what
 * is left. Connections kept alive are closed as soon as they are idle, and so are those on which nothing was ever sent:
 * browsers and programs open spare ones, which Node does not count as idle.
 */
export async function drain(server: Server, closeUnused: () => void, graceMs = 10_000): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  // A connection that becomes idle later on is one of those that were busy just now; a new one has a moment to send its request.
  const sweep = setInterval(() => {
    server.closeIdleConnections();
    closeUnused();
  }, 50);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  try {
    await closed;
  } finally {
    clearInterval(sweep);
    clearTimeout(cut);
  }
}
