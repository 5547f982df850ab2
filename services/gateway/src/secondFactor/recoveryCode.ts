import { createHash, randomBytes } from 'node:crypto';

export const recoveryCodes = 10;

/** Crockford’s Base32: nothing in it can be taken for something else. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 80 random bits: even with the hash in hand there is no guessing, and nothing to slow down a guesser for. */
export function newRecoveryCode(): string {
  const drawn = [...randomBytes(16)].map((byte) => letters[byte % 32]).join('');
  return (drawn.match(/.{4}/g) ?? []).join('-');
}

/** Of what somebody types from paper: in any case, with or without hyphens, O for 0 and I or L for 1. */
export function hashOfRecoveryCode(typed: string): Buffer {
  const code = typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return createHash('sha256').update(code).digest();
}
