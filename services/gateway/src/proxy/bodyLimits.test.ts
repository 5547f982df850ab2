import { describe, expect, it } from '@jest/globals';
import { operationCatalog } from '@closeout/contracts/http/catalog';
import { defaultMaxBodyBytes } from '@closeout/service-kit/http';
import { bodyLimitOf } from './bodyLimits.js';

describe('The limit of a body', () => {
  it.each(operationCatalog.map((operation) => [operation.id, operation] as const))(
    'of %s is that of its contract',
    (_id, { method, path, maxBodyBytes = defaultMaxBodyBytes }) => {
      const url = `/api/v1${path.replace(/\{\w+\}/g, '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b11')}?dryRun=true`;
      expect(bodyLimitOf(method.toUpperCase(), url)).toBe(maxBodyBytes);
    },
  );

  it('of what is no operation is that of most', () => {
    expect(bodyLimitOf('DELETE', '/api/v1/invoices')).toBe(defaultMaxBodyBytes);
    expect(bodyLimitOf('POST', '/api/v1/invoicesx')).toBe(defaultMaxBodyBytes);
    expect(bodyLimitOf('POST', '/api/v1/invoices/1/lines')).toBe(defaultMaxBodyBytes);
  });
});
