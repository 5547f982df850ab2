import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';
import { operationCatalog } from '@closeout/contracts/http/catalog';
import type { Request, Response, Router } from 'express';

const require = createRequire(import.meta.url);
const pages = join(dirname(fileURLToPath(import.meta.url)), '../../pages');
const swagger = dirname(require.resolve('swagger-ui-dist/package.json'));
const asyncapi = dirname(require.resolve('@asyncapi/react-component/package.json'));

/** Everything the pages load comes from here; nothing from anywhere else. */
const assets: Record<string, string> = {
  'api.js': join(pages, 'api.js'),
  'events.js': join(pages, 'events.js'),
  'page.css': join(pages, 'page.css'),
  'swagger-ui.css': join(swagger, 'swagger-ui.css'),
  'swagger-ui-bundle.js': join(swagger, 'swagger-ui-bundle.js'),
  'favicon-32x32.png': join(swagger, 'favicon-32x32.png'),
  'asyncapi.js': join(asyncapi, 'browser/standalone/index.js'),
  'asyncapi.css': join(asyncapi, 'styles/default.min.css'),
};

/** Both viewers set styles on elements. The one for events compiles schema validators in the page, hence its `scripts`. */
const policy = (scripts = '') =>
  [
    "default-src 'none'",
    `script-src 'self'${scripts}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join(';');

/** The documentation, for people: at the root. */
export function docsPages(router: Router): void {
  const page = (path: string, file: string, csp: string) =>
    router.get(path, (_req: Request, res: Response) => sendPage(res, file, csp));
  page('/docs', 'api.html', policy());
  page('/docs/events', 'events.html', policy(" 'unsafe-eval'"));

  router.get('/docs/assets/:name', (req, res, next) => {
    const file = Object.hasOwn(assets, req.params.name) ? assets[req.params.name] : undefined;
    if (file === undefined) return next();
    res.sendFile(file, { maxAge: '1h', dotfiles: 'allow' });
  });
}

/** What stands at the root while the web UI was not built. */
export function notBuiltPage(res: Response): void {
  sendPage(res, 'index.html', policy());
}

function sendPage(res: Response, file: string, csp: string): void {
  res.setHeader('Content-Security-Policy', csp);
  res.sendFile(join(pages, file), { cacheControl: false, headers: { 'Cache-Control': 'no-cache' } });
}

/** The documentation, for programs: below /api/v1. Its generators are loaded when a document is first asked for. */
export function docsDocuments(router: Router): void {
  type Generators = typeof import('@closeout/contracts/documents');
  let loading: Promise<Generators> | null = null;
  const generators = () => (loading ??= import('@closeout/contracts/documents'));
  document(router, '/openapi.json', async () => (await generators()).buildOpenApi(operationCatalog));
  document(router, '/asyncapi.json', async () => (await generators()).buildAsyncApi());
}

/** Built when it is first asked for; the same for as long as the process lives. */
function document(router: Router, path: string, build: () => Promise<unknown>): void {
  let built: Promise<{ text: string; etag: string }> | null = null;
  router.get(path, async (req, res) => {
    built ??= build().then(withETag);
    const { text, etag } = await built;
    res.setHeader('ETag', etag);
    res.setHeader('Cache-Control', 'no-cache');
    if (req.headers['if-none-match'] === etag) return void res.status(304).end();
    res.type('application/json').send(text);
  });
}

function withETag(document: unknown): { text: string; etag: string } {
  const text = JSON.stringify(document);
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` };
}
