import { describe, expect, it } from '@jest/globals';
import { outsideUserOf } from './outsideClaims.js';

const issuer = 'https://login.example.com/realms/acme';
const of = (claims: object, roleClaim = 'roles') =>
  outsideUserOf(issuer, { sub: 'S-1', ...claims }, roleClaim);

describe('A token of the outside provider', () => {
  it.each([
    [{ roles: ['Project Manager', 'sales'] }, 'roles', ['project_manager', 'sales']],
    [{ roles: 'project-manager finance' }, 'roles', ['finance', 'project_manager']],
    [{ realm_access: { roles: ['admin'] } }, 'realm_access.roles', ['admin']],
    [{ 'https://acme.example/roles': ['admin'] }, 'https://acme.example/roles', ['admin']],
    [{ roles: [1, null, ''] }, 'roles', []],
    [{ roles: { admin: true } }, 'roles', []],
    [{}, 'roles', []],
    [{}, 'constructor.name', []],
  ])('%j by claim %s names the roles %j', (claims, claim, roles) => {
    expect(of(claims, claim).roles).toEqual(roles);
  });

  it('without an e-mail address gives one that belongs to nobody', () => {
    expect(of({})).toMatchObject({
      email: 's-1@login.example.com.invalid',
      emailVerified: false,
      name: 'S-1',
    });
    expect(of({ email_verified: true }).emailVerified).toBe(false);
  });

  it('is believed about its e-mail address only when the provider verified it', () => {
    expect(of({ email: 'A@example.com', email_verified: 'true' })).toMatchObject({
      email: 'a@example.com',
      emailVerified: false,
    });
    expect(of({ email: 'A@example.com', email_verified: true, name: 'Ann' })).toMatchObject({
      emailVerified: true,
      name: 'Ann',
    });
  });
});
