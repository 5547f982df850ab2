import { describe, expect, it } from '@jest/globals';
import { operationCatalog } from '@closeout/contracts';
import { routeOf } from './routeTable.js';

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
    '/api/v1/projects\\..\\internal',
    '/api/v1/projects/%00',
    '/api/v1/projects#/x',
    'http://billing:8082/internal/events',
    '*',
  ])('sends %s nowhere', (url) => expect(routeOf(url)).toBe('nowhere'));

  it('keeps to itself what is not below /api/v1 or not known', () => {
    for (const url of [
      '/',
      '/internal/events',
      '/api/v1',
      '/api/v1/',
      '/api/v1/users',
      '/api/v1/projectsx',
      '/api/v1/operations/gateway/audit',
      '/api/v1/me',
    ])
      expect(routeOf(url)).toBe('own');
  });
});
