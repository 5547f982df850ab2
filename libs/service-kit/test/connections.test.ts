import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pino } from 'pino';
import { createHttpApp, readBody } from '../src/http/index.js';
import { createMetrics, type Metrics } from '../src/observability/index.js';
import { eventually } from '../src/testing/index.js';

/** A server as every service has one, with little patience, and answers of every kind. */
let server: Server;
let port: number;
const metrics: Metrics = createMetrics('connections');
const underWay = { now: 0, most: 0, closed: 0 };
const waiting: (() => void)[] = [];

beforeAll(async () => {
  const http = createHttpApp({
    log: pino({ level: 'silent' }),
    metrics,
    authenticate: () => Promise.resolve(null),
    limits: { stallTimeoutMs: 500, requestTimeoutMs: 1_500 },
  });
  server = http.server;
  http.app.get('/big', (_req, res) => {
    underWay.now += 1;
    res.on('close', () => (underWay.now -= 1));
    const piece = Buffer.alloc(32 * 1024);
    Readable.from(
      (function* () {
        for (let i = 0; i < 2048; i += 1) yield piece;
      })(),
    ).pipe(res);
  });
  http.app.get('/held', (_req, res) => {
    underWay.now += 1;
    underWay.most = Math.max(underWay.most, underWay.now);
    res.on('close', () => {
      underWay.now -= 1;
      underWay.closed += 1;
    });
    waiting.push(() => res.end('held'));
  });
  http.app.get('/number/:no', (req, res) => void res.end(`<${req.params.no}>`));
  http.app.get('/half', (_req, res) => void res.write('half'));
  http.app.post('/body', async (req, res) => {
    await readBody(req);
    res.end('taken');
  });
  http.finish([]);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

interface Raw {
  socket: Socket;
  received: () => string;
  closed: Promise<string>;
}

function open(text: string): Raw {
  const socket = connect(port, '127.0.0.1');
  let received = '';
  socket.on('data', (data) => (received += data.toString('latin1')));
  socket.on('error', () => undefined); // a reset is one of the ways in which a connection ends
  const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(received)));
  socket.write(text);
  return { socket, received: () => received, closed };
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: here\r\n\r\n`;
const post = (lines: string, body = '') =>
  `POST /body HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n${lines}\r\n\r\n${body}`;
const until = (raw: Raw, pattern: RegExp) =>
  eventually(
    async () => raw.received(),
    (text) => pattern.test(text),
    { what: String(pattern) },
  );
const cut = async (reason: string): Promise<number> => {
  const metric = await metrics.getSingleMetric('closeout_http_connections_cut_total')?.get();
  return metric?.values.find(({ labels }) => labels['reason'] === reason)?.value ?? 0;
};

describe('Requests that are sent ahead', () => {
  it('are answered one after the other, in their order', async () => {
    const raw = open(Array.from({ length: 50 }, (_, i) => get(`/number/${i}`)).join(''));
    await until(raw, /<49>/);
    expect([...raw.received().matchAll(/<(\d+)>/g)].map(([, no]) => Number(no))).toEqual([
      ...Array(50).keys(),
    ]);
    // The connection is good for more.
    raw.socket.write(get('/number/50'));
    await until(raw, /<50>/);
    raw.socket.destroy();
  });

  it('wait until the one before is answered, and are forgotten when the client goes', async () => {
    underWay.closed = 0;
    const raw = open(get('/held').repeat(40));
    await eventually(
      async () => waiting.length,
      (length) => length === 1,
    );
    waiting.shift()?.();
    await eventually(
      async () => waiting.length,
      (length) => length === 1,
    );
    raw.socket.destroy();
    await eventually(
      async () => underWay,
      ({ now, closed }) => now === 0 && closed === 2,
    );
    expect([underWay.most, waiting.splice(0).length]).toEqual([1, 1]);
  });

  it('in their thousands are not kept: the connection is cut', async () => {
    const text = await open(get('/held') + get('/number/1').repeat(3_000)).closed;
    expect(text).toBe('');
    await eventually(
      async () => underWay.now,
      (now) => now === 0,
    );
    waiting.length = 0;
  });

  it('and are too slow are refused without a word in the middle of the answer before', async () => {
    const text = await open(get('/half') + post('Content-Length: 100', '{')).closed;
    expect(text).toContain('half');
    expect(text).not.toContain('408');
  });
});

describe('A client that takes in nothing of its answer', () => {
  it('is cut off, and what it held is free', async () => {
    const before = await cut('reader-stalled');
    const raws = Array.from({ length: 5 }, () => {
      const raw = open(get('/big'));
      raw.socket.pause();
      return raw;
    });
    await eventually(
      async () => underWay.now,
      (now) => now === 5,
    );
    await eventually(
      async () => underWay.now,
      (now) => now === 0,
      { what: 'the end of all that stalled' },
    );
    expect(await cut('reader-stalled')).toBe(before + 5);
    for (const { socket } of raws) socket.destroy();
  });

  it('but only slowly, is served to the end', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write(get('/big'));
    let size = 0;
    // Nothing for a while, but never for as long as is allowed.
    socket.on('data', (data) => {
      size += data.length;
      socket.pause();
      setImmediate(() => socket.resume());
      if (size > 64 * 1024 * 1024) socket.end();
    });
    await once(socket, 'close');
    expect(size).toBeGreaterThan(64 * 1024 * 1024);
  });
});

describe('A body that is refused', () => {
  const tooLarge = 300_000;

  it('leaves its connection good for the next request', async () => {
    const raw = open(post(`Content-Length: ${tooLarge}`, 'x'.repeat(tooLarge)) + get('/number/7'));
    await until(raw, /HTTP\/1.1 413 [\s\S]*<7>/);
    raw.socket.destroy();
    const chunked = `${tooLarge.toString(16)}\r\n${'x'.repeat(tooLarge)}\r\n0\r\n\r\n`;
    const second = open(post('Transfer-Encoding: chunked', chunked) + get('/number/8'));
    await until(second, /HTTP\/1.1 413 [\s\S]*<8>/);
    second.socket.destroy();
  });

  it('of an announced length that nobody would read ends with its connection, after the answer', async () => {
    const raw = open(post('Content-Length: 900000000', 'x'.repeat(100_000)));
    await until(raw, /body-too-large/);
    raw.socket.write('x'.repeat(100_000)); // still taken: no reset that could hide the answer
    const text = await raw.closed;
    expect(text).toMatch(/^HTTP\/1.1 413 [\s\S]*Connection: close/);
  });

  it('and never ends is cut off', async () => {
    const before = await cut('body-unwanted');
    const raw = open(post('Transfer-Encoding: chunked'));
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const write = () => {
      while (!raw.socket.destroyed && raw.socket.write(chunk));
    };
    raw.socket.on('drain', write);
    write();
    expect(await raw.closed).toMatch(/^HTTP\/1.1 413 /);
    expect(await cut('body-unwanted')).toBe(before + 1);
  });
});

describe('A half-closed connection', () => {
  it('gets its answer and is closed', async () => {
    const raw = open('');
    raw.socket.end(get('/number/1'));
    expect(await raw.closed).toContain('<1>');
  });

  it('that was closed from here is not left open for the client’s sake', async () => {
    const before = await cut('left-open');
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    socket.write('GET / HTTP/1.1\r\nHost: here\r\nX-Never');
    socket.resume();
    socket.on('error', () => undefined);
    await eventually(
      () => cut('left-open'),
      (now) => now > before,
      { timeoutMs: 15_000 },
    );
    socket.destroy();
  });
});

describe('A path', () => {
  it('is written in one way', async () => {
    for (const [path, status] of [
      ['/number/1', 200],
      ['/NUMBER/1', 404],
      ['//number/1', 404],
      ['/%6eumber/1', 404],
      ['/x/../number/1', 404],
    ] as const)
      expect([path, await statusOf(path)]).toEqual([path, status]);
  });
});

async function statusOf(path: string): Promise<number> {
  const raw = open(get(path));
  const text = await until(raw, /\r\n\r\n/);
  raw.socket.destroy();
  return Number(text.split(' ', 2)[1]);
}

describe('Connections of one address', () => {
  it('are as many as are allowed; others have theirs, and a place is free when one is closed', async () => {
    const http = createHttpApp({
      log: pino({ level: 'silent' }),
      metrics: createMetrics('addresses'),
      authenticate: () => Promise.resolve(null),
      limits: { connectionsPerAddress: 3, uncounted: () => false },
    });
    http.app.get('/here', (_req, res) => void res.end('<here>'));
    http.finish([]);
    http.server.listen(0, '0.0.0.0');
    await once(http.server, 'listening');
    const there = (http.server.address() as AddressInfo).port;
    const from = async (localAddress: string) => {
      const socket = connect({ port: there, host: '127.0.0.1', localAddress });
      let received = '';
      const answered = new Promise<string>((resolve) => {
        socket.on('data', (data) => {
          received += data.toString('latin1');
          if (received.includes('<here>')) resolve('answered');
        });
        socket.on('error', () => undefined);
        socket.on('close', () => resolve('closed'));
      });
      socket.write(get('/here'));
      return { socket, outcome: await answered };
    };
    const mine = [await from('127.0.0.2'), await from('127.0.0.2'), await from('127.0.0.2')];
    expect(mine.map(({ outcome }) => outcome)).toEqual(['answered', 'answered', 'answered']);
    expect((await from('127.0.0.2')).outcome).toBe('closed');
    const others = await from('127.0.0.3');
    expect(others.outcome).toBe('answered');
    mine[0]?.socket.destroy();
    const again = await eventually(
      () => from('127.0.0.2'),
      ({ outcome }) => outcome === 'answered',
    );
    for (const { socket } of [...mine, others, again]) socket.destroy();
    http.server.close();
  });

  it('are not counted of this machine itself, where proxies and probes beside a service come from', async () => {
    const raws = Array.from({ length: 600 }, () => open(get('/number/1')));
    for (const raw of raws) await until(raw, /<1>/);
    for (const { socket } of raws) socket.destroy();
  });
});
