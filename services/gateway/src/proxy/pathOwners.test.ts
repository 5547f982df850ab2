import { describe, expect, it } from '@jest/globals';
import { createPathOwners } from './pathOwners.js';

const ownerOf = createPathOwners([
  { path: '/invoices', service: 'billing' },
  { path: '/invoices/{id}/issue', service: 'billing' },
  { path: '/me', service: 'gateway' },
  { path: '/me/password', service: 'gateway' },
  { path: '/me/preferences', service: 'notifications' },
  { path: '/projects/{id}', service: 'projects' },
  { path: '/projects/{id}/stages', service: 'projects' },
  { path: '/projects/{id}/invoices', service: 'billing' },
  { path: '/projects/summary', service: 'billing' },
]);
const owner = (path: string) => ownerOf(`/api/v1${path}`, '/api/v1/'.length);

describe('the owner of a path', () => {
  it('is the one service whose operations begin with its first segment', () => {
    expect(['/invoices', '/invoices/7/issue', '/invoices/7/unknown'].map(owner)).toEqual(
      Array(3).fill('billing'),
    );
  });

  it('is told by the next segment where services share the first', () => {
    expect(['/me', '/me/', '/me/password', '/me/preferences'].map(owner)).toEqual([
      ...['gateway', 'gateway', 'gateway'],
      'notifications',
    ]);
  });

  it('is told by what follows a parameter where services share that', () => {
    expect(['/projects/7', '/projects/7/stages', '/projects/7/invoices'].map(owner)).toEqual([
      ...['projects', 'projects'],
      'billing',
    ]);
    expect(owner('/projects/summary')).toBe('billing');
  });

  it('is nobody where no operation begins like that', () => {
    expect(['/invoicesx', '/', '/me/unknown', '/projects/7/unknown'].map(owner)).toEqual(
      Array(4).fill(undefined),
    );
  });

  it('must be one', () => {
    const twice = () =>
      createPathOwners([
        { path: '/notes/{id}', service: 'projects' },
        { path: '/notes/{noteId}', service: 'billing' },
      ]);
    expect(twice).toThrow('projects and billing both answer /notes/{id}');
  });
});
