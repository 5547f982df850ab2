import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from '@jest/globals';
import express from 'express';
import { fastPrototypes } from './fastPrototypes.js';

it('requests and responses are Express’s from the start, and work as ever', async () => {
  const app = express();
  app.get('/hello/:name', (req, res) => {
    res.status(201).json({ name: req.params['name'], query: req.query, accepts: req.accepts('json') });
  });
  let already = false;
  const server = createServer(fastPrototypes(app), (req, res) => {
    already = Object.getPrototypeOf(req) === app.request && Object.getPrototypeOf(res) === app.response;
    app(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/hello/eve?a=1`, {
    headers: { accept: 'application/json' },
  });
  expect([response.status, await response.json(), already]).toEqual([
    201,
    { name: 'eve', query: { a: '1' }, accepts: 'json' },
    true,
  ]);
  server.closeAllConnections();
  server.close();
});
