import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server that can be cut, and mended again on the same port. */
export interface BreakableProxy {
  /** The URL with host and port replaced by the proxy's. */
  url: string;
  /** Open connections are reset, new ones refused. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function breakableProxy(target: string): Promise<BreakableProxy> {
  const url = new URL(target);
  const { hostname, port } = url;
  const sockets = new Set<Socket>();
  let listeningOn = 0;

  const server = createServer((inbound) => {
    const outbound = connect(Number(port), hostname);
    for (const socket of [inbound, outbound]) {
      sockets.add(socket);
      socket.on('error', () => undefined); // cutting is what this is for
      socket.on('close', () => {
        sockets.delete(socket);
        inbound.destroy();
        outbound.destroy();
      });
    }
    inbound.pipe(outbound).pipe(inbound);
  });
  const listen = () => new Promise<void>((resolve) => server.listen(listeningOn, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      if (server.listening) server.close(() => resolve());
      else resolve();
      for (const socket of sockets) socket.resetAndDestroy();
    });

  await listen();
  listeningOn = (server.address() as AddressInfo).port;
  url.hostname = '127.0.0.1';
  url.port = String(listeningOn);
  return { url: url.toString(), cut: close, mend: listen, close };
}
