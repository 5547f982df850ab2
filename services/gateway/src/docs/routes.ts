import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';
import { buildAsyncApi, buildOpenApi, operationCatalog } from '@closeout/contracts';
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

/** The documentation, for programs: below /api/v1. */
export function docsDocuments(router: Router): void {
  document(router, '/openapi.json', () => buildOpenApi(operationCatalog));
  document(router, '/asyncapi.json', () => buildAsyncApi());
}

/** Built when it is first asked for; the same for as long as the process lives. */
function document(router: Router, path: string, build: () => unknown): void {
  let built: { text: string; etag: string } | null = null;
  router.get(path, (req, res) => {
    if (!built) {
      const text = JSON.stringify(build());
      built = { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` };
    }
    res.setHeader('ETag', built.etag);
    res.setHeader('Cache-Control', 'no-cache');
    if (req.headers['if-none-match'] === built.etag) return void res.status(304).end();
    res.type('application/json').send(built.text);
  });
}
