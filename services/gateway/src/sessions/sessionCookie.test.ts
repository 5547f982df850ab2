import { describe, expect, it } from '@jest/globals';
import { createSeal } from '../keys/seal.js';
import { createSessionCookies, newCookieSecret } from './sessionCookie.js';

const secret = newCookieSecret();
const cookiesOf = (publicUrl: string, keySecret = 'of this installation') =>
  createSessionCookies(publicUrl, createSeal(keySecret));

describe('The session cookie', () => {
  it('is bound to the host over HTTPS, and out of reach of scripts and other sites', () => {
    const { give, takeBack } = cookiesOf('https://closeout.example.com');
    expect(give(secret)).toBe(
      `__Host-closeout=${secret}; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=604800`,
    );
    expect(takeBack()).toBe('__Host-closeout=; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=0');
  });
  it('has no name that needs HTTPS where there is none', () => {
    const { give } = cookiesOf('http://localhost:8080');
    expect(give(secret)).toBe(`closeout=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=604800`);
  });
  it('is found among others', () => {
    const { read } = cookiesOf('https://closeout.example.com');
    expect(read(`theme=dark; __Host-closeout=${secret}; a=b`)).toBe(secret);
  });
  it('is not taken under another name, nor in another shape', () => {
    const { read } = cookiesOf('https://closeout.example.com');
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

describe('The cookie of a device', () => {
  it('tells by itself whether it was made here', () => {
    const { newDevice, readDevice, deviceName } = cookiesOf('http://localhost:8080');
    const device = newDevice();
    expect(readDevice(`closeout-device=${device}`)).toBe(device);
    expect(deviceName(device)).toMatch(/^[0-9a-f]{32}$/);
    const elsewhere = cookiesOf('http://localhost:8080', 'of another one').newDevice();
    for (const other of [null, elsewhere, `cod_${'A'.repeat(43)}`]) expect(deviceName(other)).toBeNull();
  });
});
