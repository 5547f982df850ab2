import { describe, expect, it } from '@jest/globals';
import { createSessionCookies, newCookieSecret } from './sessionCookie.js';

const secret = newCookieSecret();

describe('The session cookie', () => {
  it('is bound to the host over HTTPS, and out of reach of scripts and other sites', () => {
    const { give, takeBack } = createSessionCookies('https://closeout.example.com');
    expect(give(secret)).toBe(
      `__Host-closeout=${secret}; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=604800`,
    );
    expect(takeBack()).toBe('__Host-closeout=; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=0');
  });
  it('has no name that needs HTTPS where there is none', () => {
    const { give } = createSessionCookies('http://localhost:8080');
    expect(give(secret)).toBe(`closeout=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=604800`);
  });
  it('is found among others', () => {
    const { read } = createSessionCookies('https://closeout.example.com');
    expect(read(`theme=dark; __Host-closeout=${secret}; a=b`)).toBe(secret);
  });
  it('is not taken under another name, nor in another shape', () => {
    const { read } = createSessionCookies('https://closeout.example.com');
    for (const header of [
      undefined,
      '',
      `closeout=${secret}`,
      `x__Host-closeout=${secret}`,
      '__Host-closeout=',
      `__Host-closeout=${secret}x`,
      `__Host-closeout="${secret}"`,
    ])
      expect([header, read(header)]).toEqual([header, null]);
  });
});
