import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NextFunction, Request, Response, Router } from 'express';
import expressStaticGzip from 'express-static-gzip';
import { noncePlaceholder, policyOfPages } from './contentSecurityPolicy.js';

/** Never a page: addresses of programs, and files, which are there or are not. */
const noPage = /^\/(?:api|assets|docs|internal|livez|metrics|readyz|\.well-known)(?:\/|$)|\.\w+$/i;

export interface WebUiParts {
  /** What the build of the web UI made: index.html, and below assets files named by their content. */
  folder: string;
  /** Answered while there is none. */
  notBuilt(res: Response): void;
}

/** The web UI: its files, and for every address that it knows itself the one page that it consists of. */
export function webUiRoutes(router: Router, { folder, notBuilt }: WebUiParts): void {
  const files = (path: string, cacheControl: string) =>
    expressStaticGzip(join(folder, path), {
      enableBrotli: true,
      orderPreference: ['br', 'gzip'],
      index: false,
      serveStatic: {
        redirect: false,
        cacheControl: false,
        setHeaders: (res) => void res.setHeader('Cache-Control', cacheControl),
      },
    });

  async function page(_req: Request, res: Response): Promise<void> {
    // Read each time: it is small, and a new build is there at once.
    const html = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null); // any reason: there is no page
    if (html === null) return notBuilt(res);
    const nonce = randomBytes(18).toString('base64');
    res.setHeader('Content-Security-Policy', policyOfPages(nonce));
    res.setHeader('Cache-Control', 'no-cache');
    res.type('html').send(html.replaceAll(noncePlaceholder, nonce));
  }

  router.get(['/', '/index.html'], page);
  router.use('/assets', files('assets', 'public, max-age=31536000, immutable'));
  router.use(files('', 'no-cache'));
  router.get('/{*path}', (req: Request, res: Response, next: NextFunction) => {
    // Programs are told that there is nothing; browsers that open an address ask for a page by name.
    const asksForPage = req.headers.accept?.includes('text/html') ?? false;
    if (!asksForPage || noPage.test(req.path)) return next();
    return page(req, res);
  });
}
