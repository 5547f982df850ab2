import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** `cok_<id of the key, in hex>_<256 random bits>`: the prefix is for scanners of leaked secrets. */
const pattern =
  /^cok_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

export function newApiKeySecret(id: string): string {
  return `cok_${id.replaceAll('-', '')}_${randomBytes(32).toString('base64url')}`;
}

/** The id of the key that a secret belongs to, if it is one at all. */
export function idInSecret(secret: string): string | null {
  const match = pattern.exec(secret);
  return match && match.slice(1, 6).join('-');
}

export function hashOfSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

export function isSecretOf(hash: Buffer, secret: string): boolean {
  return timingSafeEqual(hash, hashOfSecret(secret));
}
