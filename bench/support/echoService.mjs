/** Stands where a service would: the same small JSON answer to everything. Tells its port to the parent. */
import { createServer } from 'node:http';

const body = JSON.stringify({
  items: Array.from({ length: 8 }, (_, i) => ({
    id: `0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b${10 + i}`,
    title: 'A project',
  })),
});
const headers = {
  'content-type': 'application/json; charset=utf-8',
  'content-length': Buffer.byteLength(body),
  'cache-control': 'no-store',
};

const server = createServer((req, res) => {
  req.resume();
  res.writeHead(200, headers).end(body);
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port }));
process.on('disconnect', () => process.exit());
