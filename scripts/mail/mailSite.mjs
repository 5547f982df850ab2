import { createServer } from 'node:http';
import { listPage, messagePage } from './mailPage.mjs';

const json = 'application/json; charset=utf-8';
const html = 'text/html; charset=utf-8';

/** @typedef {Awaited<ReturnType<typeof import('./mailStore.mjs').openMailStore>>} MailStore */
/** @typedef {[status: number, type: string, body: string]} Answer */

/**
 * The pages of the mails that were caught, and the same as JSON under /api. What cannot be read as a path is 400.
 *
 * @param {MailStore} store
 */
export function mailSite(store) {
  return createServer((request, response) => {
    const [status, type, body] = answer(store, request.method ?? '', request.url ?? '/');
    response.writeHead(status, {
      'content-type': type,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'",
    });
    response.end(body);
  });
}

/** @param {MailStore} store @param {string} method @param {string} target @returns {Answer} */
function answer(store, method, target) {
  const path = pathOf(target);
  if (path === undefined) return [400, json, '{"error":"this is no path"}'];
  if (method === 'DELETE' && path === '/api/messages') {
    store.clear();
    return [204, json, ''];
  }
  if (method !== 'GET') return [405, json, '{"error":"only GET, and DELETE /api/messages"}'];
  if (path === '/') return [200, html, listPage(store.list())];
  if (path === '/livez') return [200, json, '{"status":"ok"}'];
  if (path === '/api/messages') return [200, json, JSON.stringify(store.list())];
  const [, api, id] = /^(\/api)?\/messages\/([^/]+)$/.exec(path) ?? [];
  const message = id && store.find(id);
  if (!message) return [404, json, '{"error":"there is no such page"}'];
  return api ? [200, json, JSON.stringify(message)] : [200, html, messagePage(message)];
}

/** @param {string} target as the request line says it @returns {string | undefined} undefined where it cannot be decoded */
function pathOf(target) {
  try {
    return decodeURIComponent(new URL(target, 'http://localhost').pathname);
  } catch {
    return undefined; // URL and decodeURIComponent throw at what is no path: the caller's mistake, not ours
  }
}
