import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

export interface EncryptedFront {
  port: number;
  /** Those that were encrypted, to the end of the handshake. */
  connections: number;
  close(): Promise<void>;
}

const sslRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/**
 * Stands before a real server that does not encrypt, and does: nobody gets through without TLS. PostgreSQL's clients ask for TLS
 * first, in eight bytes of plain text; all others begin with it.
 */
export async function startEncryptedFront(
  target: { host: string; port: number },
  identity: { key: string; cert: string },
  options: { postgres?: boolean } = {},
): Promise<EncryptedFront> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined); // whoever hangs up is found out by the other side
  };

  function encrypt(plain: Socket): void {
    const client = new TLSSocket(plain, { isServer: true, ...identity });
    client.on('error', () => plain.destroy());
    client.once('secure', () => {
      front.connections += 1;
      const server = connect(target);
      keep(server);
      client.pipe(server).pipe(client);
      server.on('close', () => client.destroy());
      client.on('close', () => server.destroy());
    });
  }

  const listener: Server = createServer((socket) => {
    keep(socket);
    if (!options.postgres) return encrypt(socket);
    socket.once('readable', () => {
      const asked: Buffer | null = socket.read(sslRequest.length);
      if (!asked?.equals(sslRequest)) return void socket.destroy();
      socket.write('S');
      encrypt(socket);
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const front: EncryptedFront = {
    port: (listener.address() as AddressInfo).port,
    connections: 0,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
  return front;
}
