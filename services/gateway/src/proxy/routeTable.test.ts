import { describe, expect, it } from '@jest/globals';
import { operationCatalog } from '@closeout/contracts/http/catalog';
import { kindOf, routeOf } from './routeTable.js';

describe('The route table', () => {
  it.each(
    operationCatalog.map((operation) => [operation.method, operation.path, operation.service] as const),
  )('sends %s %s to %s', (_, path, service) => {
    const route = routeOf(
      `/api/v1${path.replaceAll(/\{[^}]+\}/g, '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b11')}?q=a%2Fb..//`,
    );
    expect(route).toBe(service === 'gateway' ? 'own' : service);
  });

  it.each([
    '/api/v1/projects/../../internal/events',
    '/api/v1/projects/%2e%2e/%2e%2e/internal/events',
    '/api/v1/projects/..%2f..%2finternal/events',
    '/api/v1/projects/..',
    '/api/v1/projects/./x',
    '/api/v1/projects//internal',
    '//api/v1/projects',
    '/api//v1/projects',
    '/api/v1/%2e%2e/v1/projects',
    '/docs/../api/v1/projects',
    '/api/v1/projects\\..\\internal',
    '/api/v1/projects/%00',
    '/api/v1/projects#/x',
    'http://billing:8082/internal/events',
    '*',
  ])('sends %s nowhere', (url) => expect(routeOf(url)).toBe('nowhere'));

  it('keeps to itself what is not below /api/v1 or not known', () => {
    for (const url of [
      '/',
      '/API/v1/projects',
      '/Api/V1/projects',
      '/api/V1/projects',
      '/%61pi/v1/projects',
      '/internal/events',
      '/api/v1',
      '/api/v1/',
      '/api/v1/users',
      '/api/v1/projectsx',
      '/api/v1/webhooks',
      '/api/v1/operations/gateway/audit',
      '/api/v1/me',
    ])
      expect(routeOf(url)).toBe('own');
  });
});

describe('The kind of a call', () => {
  it.each([
    ['/api/v1/invoices/1/pdf', 'export'],
    ['/api/v1/invoices/1/PDF/?language=de', 'export'],
    ['/api/v1/journal.csv?from=2026-01-01', 'export'],
    ['/api/v1/events/stream', 'stream'],
    ['/api/v1/events/stream/?x', 'stream'],
    ['/api/v1/events/streams', 'ordinary'],
    ['/api/v1/invoices?q=/pdf', 'ordinary'],
  ])('%s is %s', (url, kind) => expect(kindOf(url)).toBe(kind));
});
