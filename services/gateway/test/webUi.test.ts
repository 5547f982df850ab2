import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { client } from '@closeout/service-kit/testing';
import { createGateway } from '../src/app.js';
import { startGateway, type TestGateway } from './support/startGateway.js';

const script = `console.log(${JSON.stringify('closeout '.repeat(200))})`;
const html =
  '<!doctype html><html><head><meta property="csp-nonce" nonce="__CSP_NONCE__">' +
  '<script type="module" src="/assets/index-Ab12.js" nonce="__CSP_NONCE__"></script></head></html>';
const asBrowser = { accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8' };

let folder: string;
let gateway: TestGateway;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'closeout-web-'));
  await mkdir(join(folder, 'assets'));
  await mkdir(join(folder, '.vite'));
  await Promise.all([
    writeFile(join(folder, 'index.html'), html),
    writeFile(join(folder, 'favicon.svg'), '<svg/>'),
    writeFile(join(folder, '.vite/manifest.json'), '{}'),
    writeFile(join(folder, 'assets/index-Ab12.js'), script),
    writeFile(join(folder, 'assets/index-Ab12.js.br'), brotliCompressSync(script)),
    writeFile(join(folder, 'assets/index-Ab12.js.gz'), gzipSync(script)),
  ]);
  gateway = await startGateway({ webFolder: folder });
});
afterAll(async () => {
  await gateway?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('The web UI', () => {
  it.each([
    '/',
    '/index.html',
    '/projects/0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b62',
    '/customers/a/b?tab=1',
    '/sign-in',
  ])('is one page, here at %s, which the browser asks for each time', async (path) => {
    const { status, body, headers } = await gateway.api.get(path, asBrowser);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(body).toContain('/assets/index-Ab12.js');
  });

  it('may run and load nothing that is not ours, with a nonce of its own for each answer', async () => {
    const policies = await Promise.all(
      [1, 2].map(async () => {
        const { body, headers } = await gateway.api.get('/projects', asBrowser);
        const policy = headers.get('content-security-policy') ?? '';
        const nonce = /'nonce-([A-Za-z0-9+/=]{24})'/.exec(policy)?.[1] ?? '';
        expect(body).toContain(`<meta property="csp-nonce" nonce="${nonce}">`);
        expect(body).not.toContain('__CSP_NONCE__');
        expect(policy.replace(nonce, 'N')).toBe(
          "default-src 'none';script-src 'self';style-src 'self' 'nonce-N';img-src 'self' data:;connect-src 'self';" +
            "font-src 'self';frame-ancestors 'none';base-uri 'none';form-action 'self'",
        );
        return policy;
      }),
    );
    expect(policies[0]).not.toBe(policies[1]);
  });

  it.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
  ])('sends to a browser that takes %s its files as %s, for ever', async (accepted, sent) => {
    const { status, body, headers } = await gateway.api.get('/assets/index-Ab12.js', {
      'accept-encoding': accepted,
    });
    expect([status, headers.get('content-encoding'), body]).toEqual([200, sent, script]);
    expect(headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('vary')).toContain('Accept-Encoding');
  });

  it('has files that keep their names, which are asked for each time', async () => {
    const { status, headers } = await gateway.api.get('/favicon.svg');
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-cache']);
  });

  it.each([
    '/assets/index-old.js',
    '/assets/',
    '/assets/nothing',
    '/api/v1/nonsense',
    '/api',
    '/docs/nothing',
    '/internal/users/1',
    '/.well-known/nothing',
    '/nothing.png',
    '/.vite/manifest.json',
    '/..%2f..%2fpackage.json',
  ])('is no answer at %s', async (path) => {
    const { status, headers } = await gateway.api.get(path, asBrowser);
    expect([401, 403, 404]).toContain(status);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it('leaves the documentation and the machines’ addresses as they are', async () => {
    expect((await gateway.api.get('/docs', asBrowser)).body).toContain('swagger-ui');
    expect((await gateway.api.get('/livez', asBrowser)).body).toMatchObject({ status: expect.any(String) });
    expect((await gateway.api.get('/projects')).body.code).toBe('route-not-found');
    expect((await gateway.api.post('/projects', {}, asBrowser)).status).toBe(404);
  });
});

describe('A gateway without a built web UI', () => {
  it('says so, and serves everything else', async () => {
    const config = { ...gateway.service.kit.config, PORT: 0 };
    const other = createGateway({ config, webFolder: join(folder, 'nothing') });
    const { url } = await other.start();
    const api = client(url);
    for (const path of ['/', '/projects/1']) {
      const { status, body } = await api.get(path, asBrowser);
      expect([status, body]).toEqual([200, expect.stringContaining('was not built')]);
    }
    expect((await api.get('/assets/index-Ab12.js')).status).toBe(404);
    expect((await api.get('/docs')).status).toBe(200);
    await other.stop();
  });
});
