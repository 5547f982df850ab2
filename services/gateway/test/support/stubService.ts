import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { AccountEmail } from '@closeout/contracts/http/internal';

export interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  rawHeaders: string[];
  body: string;
}

export interface StubService {
  url: string;
  port: number;
  seen: Seen[];
  /** Answers calls from now on; without one, calls are echoed. */
  answer(handler: RequestListener | null): void;
  ready: boolean;
  /** What the gateway handed over to be sent, as notifications would be: each once. */
  emails: AccountEmail[];
  /** How notifications is: sends, takes nothing at the moment, or has no mail server. */
  mail: 'sends' | 'refuses' | 'not set up';
  /** Whose e-mails notifications does not take. */
  notTaken: string | null;
  /** Cuts every connection and refuses new ones. */
  stop(): Promise<void>;
  /** Listens again at the same port. */
  restart(): Promise<void>;
}

/** Something that listens where a service would. Not a mock of one: it only shows what reaches a service. */
export async function startStubService(): Promise<StubService> {
  let handler: RequestListener | null = null;
  let server: Server;
  const stub: StubService = {
    url: '',
    port: 0,
    seen: [],
    ready: true,
    emails: [],
    mail: 'sends',
    notTaken: null,
    answer: (next) => void (handler = next),
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
    restart: () => listen(stub.port),
  };

  const listener = async (req: IncomingMessage, res: ServerResponse) => {
    // What the gateway itself asks of the others: nothing that it passed on.
    if (req.url === '/internal/seen')
      return void res.writeHead(200, { 'content-type': 'application/json' }).end('{"seen":[]}');
    if (req.url === '/internal/account-emails') return takeEmail(stub, req, res);
    if (req.url === '/readyz') return void res.writeHead(stub.ready ? 200 : 503).end();
    if (handler) return handler(req, res);
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers, rawHeaders } = req;
    stub.seen.push({ method, url, headers, rawHeaders, body: Buffer.concat(chunks).toString() });
    res.writeHead(200, { 'content-type': 'application/json', 'x-powered-by': 'stub', server: 'stub' });
    res.end(JSON.stringify({ method, url }));
  };
  async function listen(port: number): Promise<void> {
    server = createServer((req, res) => void Promise.resolve(listener(req, res)).catch(() => res.destroy()));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    stub.port = (server.address() as AddressInfo).port;
    stub.url = `http://127.0.0.1:${stub.port}`;
  }
  await listen(0);
  return stub;
}

/** What the gateway itself asks of notifications. */
async function takeEmail(stub: StubService, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const answer = (status: number, body: unknown) =>
    void res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (req.method === 'GET') return answer(200, { setUp: stub.mail !== 'not set up' });
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  if (stub.mail === 'refuses') return answer(503, { code: 'service-unavailable' });
  const email = AccountEmail.parse(JSON.parse(Buffer.concat(chunks).toString()));
  if (email.address === stub.notTaken) return answer(400, { code: 'invalid-request' });
  if (stub.emails.every(({ id }) => id !== email.id)) stub.emails.push(email);
  return answer(200, { taken: true });
}
