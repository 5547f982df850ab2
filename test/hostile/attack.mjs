// Clients that mean no good, in a process of their own, so that what they cost themselves delays nobody.
// Started with { port, token, attack }; says "going" once it is at full strength, and goes on until it is ended.

import { connect } from 'node:net';
import { constants, setPriority } from 'node:os';

// Their machine is another one: here they come last for the processor.
setPriority(constants.priority.PRIORITY_LOW);

/** @type {{ port: number, token: string, attack: string }} */
const { port, token, attack } = JSON.parse(process.argv[2] ?? '{}');

const head = (method, path, ...lines) =>
  [
    `${method} /api/v1${path} HTTP/1.1`,
    'Host: closeout',
    `Authorization: Bearer ${token}`,
    ...lines,
    '',
    '',
  ].join('\r\n');
const get = (path) => head('GET', path);
const json = 'Content-Type: application/json';
const chunked = 'Transfer-Encoding: chunked';
const large = get('/customers?limit=200');
const deep = `{"name":${'['.repeat(120_000)}"\\u0000"${']'.repeat(120_000)}}`;
const chunkOf = (text) => `${text.length.toString(16)}\r\n${text}\r\n`;

/** How many connections are held open, and what each does; one that ends, or has done what it was to do, is opened anew. */
const attacks = {
  'readers who take in nothing': [150, (socket) => socket.pause() && socket.write(large.repeat(40))],
  'writers who never finish': [
    150,
    (socket) => drip(socket, head('POST', '/customers', json, chunked), () => chunkOf('{'.repeat(10))),
  ],
  'a stream, and 130 reads sent ahead': [
    20,
    (socket) => {
      socket.write(get('/events/stream') + large.repeat(130));
      endAfter(socket, 100);
    },
  ],
  'as much sent ahead as is allowed': [20, (socket) => socket.write(large.repeat(60)) && socket.resume()],
  'half-closed connections': [100, (socket) => socket.end(large)],
  'chunked bodies that break off': [
    140,
    (socket) => {
      socket.write(head('POST', '/customers', json, chunked) + chunkOf('{"name":'));
      endAfter(socket, 800);
    },
  ],
  'huge bodies': [
    12,
    (socket) => {
      const announced = Math.random() < 0.5;
      socket.write(head('POST', '/invoices', json, announced ? 'Content-Length: 9000000' : chunked));
      pour(socket, announced ? 'x'.repeat(65_536) : chunkOf('x'.repeat(65_536)));
    },
  ],
  'deep bodies': [
    8,
    (socket) => {
      socket.write(head('POST', '/customers', json, `Content-Length: ${deep.length}`) + deep);
      socket.once('data', () => socket.destroy());
    },
  ],
  'early hang-ups': [
    50,
    (socket) => {
      socket.write(Math.random() < 0.2 ? get('/journal.csv') : large);
      endAfter(socket, 5);
    },
  ],
  'a thousand connections': [
    1000,
    (socket) => drip(socket, 'GET /readyz HTTP/1.1\r\nHost: closeout\r\n', () => 'X-More: 1\r\n'),
  ],
};

function drip(socket, first, next) {
  socket.write(first);
  const timer = setInterval(() => socket.write(next()), 500);
  socket.on('close', () => clearInterval(timer));
}

function endAfter(socket, ms) {
  const timer = setTimeout(() => socket.destroy(), ms);
  socket.on('close', () => clearTimeout(timer));
}

function pour(socket, text) {
  const more = () => {
    if (!socket.destroyed && socket.write(text)) setImmediate(more);
  };
  socket.on('drain', more);
  socket.on('data', () => undefined);
  endAfter(socket, 3_000);
  more();
}

const [connections, act] = attacks[attack];
let connected = 0;

function open() {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: attack === 'half-closed connections' });
  socket.on('error', () => undefined); // to be cut off is what such clients are used to
  socket.on('connect', () => {
    connected += 1;
    if (connected === connections) process.send?.('going');
    act(socket);
  });
  // Not at once: a client that opens thousands of connections a second is its machine's problem first.
  socket.on('close', () => setTimeout(open, 100));
}

process.on('disconnect', () => process.exit());
for (let i = 0; i < connections; i += 1) open();
