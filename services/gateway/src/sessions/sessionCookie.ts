import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Seal } from '../keys/seal.js';

const hour = 3_600_000;
/** Shorter than for programs: a cookie is not exchanged at each use, so the theft of one is not found out by itself. */
export const cookieIdleMs = 12 * hour;
export const cookieSessionMs = 7 * 24 * hour;

/** A browser that nobody used for so long is as strange as any other; no browser keeps a cookie for longer. */
export const deviceMs = 400 * 24 * hour;

/** 256 bits; the prefix lets scanners of leaked secrets recognise it. */
const pattern = /^cos_[A-Za-z0-9_-]{43}$/;
const devicePattern = /^cod_[A-Za-z0-9_-]{43}$/;

export const newCookieSecret = (): string => `cos_${randomBytes(32).toString('base64url')}`;

export interface SessionCookies {
  /** The secret in a Cookie header, if there is one that could be ours. */
  read(header: string | undefined): string | null;
  /** Set-Cookie for a new session. */
  give(secret: string): string;
  /** Set-Cookie that makes the browser forget it. */
  takeBack(): string;
  /** The secret by which a browser is known again. It signs nobody in, and outlives sessions. */
  readDevice(header: string | undefined): string | null;
  giveDevice(secret: string): string;
  newDevice(): string;
  /**
   * A name for the device, if its secret was made here: looked into without the database, before every call of a stranger. It says that
   * this browser signed in once, to whatever account, and not that it still may.
   */
  deviceName(secret: string | null): string | null;
}

/**
 * `__Host-` is only taken over HTTPS, without Domain and for all paths: no neighbouring host can plant a cookie of
 * that name (RFC 6265bis, 4.1.3.2). Strict costs nothing here: a link from an e-mail fetches a page that is the same
 * for everybody, and what that page then asks for comes from this site.
 */
export function createSessionCookies(publicUrl: string, seal: Pick<Seal, 'derive'>): SessionCookies {
  const secure = new URL(publicUrl).protocol === 'https:';
  const name = secure ? '__Host-closeout' : 'closeout';
  const device = `${name}-device`;
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  const cookie = (name: string, value: string, seconds: number) =>
    `${name}=${value}; ${attributes}; Max-Age=${seconds}`;
  const signatureOf = (name: string) => seal.derive('devices', name).subarray(0, 16);
  return {
    read: (header) => find(header, name, pattern),
    give: (secret) => cookie(name, secret, cookieSessionMs / 1000),
    takeBack: () => cookie(name, '', 0),
    readDevice: (header) => find(header, device, devicePattern),
    giveDevice: (secret) => cookie(device, secret, deviceMs / 1000),
    newDevice() {
      const name = randomBytes(16);
      return `cod_${Buffer.concat([name, signatureOf(name.toString('hex'))]).toString('base64url')}`;
    },
    deviceName(secret) {
      if (secret === null) return null;
      const bytes = Buffer.from(secret.slice(4), 'base64url');
      const name = bytes.subarray(0, 16).toString('hex');
      return timingSafeEqual(bytes.subarray(16), signatureOf(name)) ? name : null;
    },
  };
}

function find(header: string | undefined, name: string, pattern: RegExp): string | null {
  for (const pair of header?.split(';') ?? []) {
    const [key, value = ''] = pair.trim().split('=', 2);
    if (key === name && pattern.test(value)) return value;
  }
  return null;
}
