// The mail catcher, a process of its own: takes every mail over SMTP, sends none on, and shows them in the browser.
// From the environment: HOST, SMTP_PORT, PORT (of the page) and MAIL_FOLDER.

import { createServer } from 'node:http';
import { SMTPServer } from 'smtp-server';
import { openMailStore } from './mailStore.mjs';
import { listPage, messagePage } from './mailPage.mjs';

const { HOST = '127.0.0.1', SMTP_PORT = '1025', PORT = '1080', MAIL_FOLDER = 'mail' } = process.env;
const store = await openMailStore(MAIL_FOLDER);

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  size: 25 * 1024 * 1024,
  // Any name and password will do.
  onAuth: ({ username }, _session, done) => done(null, { user: username ?? 'anybody' }),
  onData(stream, { envelope }, done) {
    /** @type {Buffer[]} */
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('end', () => {
      if (stream.sizeExceeded)
        return done(Object.assign(new Error('The mail is too large'), { responseCode: 552 }));
      store
        .add(
          Buffer.concat(chunks),
          envelope.rcptTo.map(({ address }) => address),
        )
        .then(() => done(), done);
    });
  },
});
smtp.on('error', (error) => console.error(error));
smtp.listen(Number(SMTP_PORT), HOST);

const json = 'application/json; charset=utf-8';
const html = 'text/html; charset=utf-8';

/** @param {string} method @param {string} path @returns {[status: number, type: string, body: string]} */
function answer(method, path) {
  if (method === 'DELETE' && path === '/api/messages') {
    store.clear();
    return [204, json, ''];
  }
  if (method !== 'GET') return [405, json, '{"error":"only GET, and DELETE /api/messages"}'];
  if (path === '/') return [200, html, listPage(store.list())];
  if (path === '/livez') return [200, json, '{"status":"ok"}'];
  if (path === '/api/messages') return [200, json, JSON.stringify(store.list())];
  const [, api, id] = /^(\/api)?\/messages\/([^/]+)$/.exec(path) ?? [];
  const message = id && store.find(decodeURIComponent(id));
  if (!message) return [404, json, '{"error":"there is no such page"}'];
  return api ? [200, json, JSON.stringify(message)] : [200, html, messagePage(message)];
}

const web = createServer((request, response) => {
  const [status, type, body] = answer(
    request.method ?? '',
    new URL(request.url ?? '/', 'http://localhost').pathname,
  );
  response.writeHead(status, {
    'content-type': type,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'",
  });
  response.end(body);
});
web.listen(Number(PORT), HOST);

for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT'])) {
  process.on(signal, () => {
    web.closeAllConnections();
    web.close();
    smtp.close(() => process.exit(0));
  });
}
