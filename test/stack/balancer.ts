import { createServer, connect, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A TCP balancer in front of the replicas of one service: each new connection goes to the next one that accepts. */
export async function startBalancer(
  ports: readonly number[],
): Promise<{ url: string; close(): Promise<void> }> {
  let turn = 0;
  const open = new Set<Socket>();
  const server: Server = createServer({ noDelay: true }, (client) => {
    open.add(client);
    client.on('close', () => open.delete(client));
    client.on('error', () => client.destroy());
    dial(client, ports.length);
  });

  function dial(client: Socket, triesLeft: number): void {
    const port = ports[turn++ % ports.length] as number;
    const upstream = connect({ port, host: '127.0.0.1', noDelay: true });
    upstream.once('connect', () => {
      client.pipe(upstream).pipe(client);
      client.once('close', () => upstream.destroy());
      upstream.once('close', () => client.destroy());
      triesLeft = 0;
    });
    upstream.on('error', () => {
      if (triesLeft > 1) dial(client, triesLeft - 1);
      else client.destroy();
    });
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
