import { Secret, TOTP } from 'otpauth';

/** RFC 6238 as every authenticator app knows it: SHA-1, six digits, 30 seconds. */
const period = 30;
/** A clock may be wrong by one step, before or after (RFC 6238, 5.2). */
const drift = 1;

/** 160 bits, as RFC 4226, 4 recommends. */
export const newAppSecret = (): Buffer => Buffer.from(new Secret({ size: 20 }).bytes);

/** What the app is told: as text, and as an address for a QR code. */
export function setupOf(secret: Buffer, label: string): { secret: string; uri: string } {
  const totp = codesOf(secret, label);
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/** The step (30 seconds since 1970) that the code is of; null: of none that counts now. */
export function stepOf(secret: Buffer, code: string, now: Date): number | null {
  const timestamp = now.getTime();
  const delta = codesOf(secret).validate({ token: code.replaceAll(/\s/g, ''), timestamp, window: drift });
  return delta === null ? null : Math.floor(timestamp / 1000 / period) + delta;
}

function codesOf(secret: Buffer, label = ''): TOTP {
  return new TOTP({
    issuer: 'Closeout',
    label,
    algorithm: 'SHA1',
    digits: 6,
    period,
    secret: new Secret({ buffer: Uint8Array.from(secret).buffer }),
  });
}
