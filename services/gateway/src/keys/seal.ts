import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** What KEY_SECRET is used for. Each purpose has a key of its own, so that one use tells nothing about another. */
export interface Seal {
  /** AES-256-GCM: 12 bytes of nonce, 16 of tag, then the ciphertext. `context` must be the same when opening. */
  close(plain: Buffer, context: string): Buffer;
  /** null when it was sealed with another secret, for another context, or was tampered with. */
  open(sealed: Buffer, context: string): Buffer | null;
  /** A keyed hash, for what has to be derived again and not guessed. */
  derive(purpose: string, input: string): Buffer;
}

export function createSeal(secret: string): Seal {
  const keyFor = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', secret, '', `closeout gateway ${purpose}`, 32));
  const sealing = keyFor('sealing');
  const derivation = new Map<string, Buffer>();

  return {
    close(plain, context) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(context));
      const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
    },
    open(sealed, context) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', sealing, sealed.subarray(0, 12), {
          authTagLength: 16,
        })
          .setAAD(Buffer.from(context))
          .setAuthTag(sealed.subarray(12, 28));
        return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
      } catch {
        // GCM says no more than "does not authenticate", and neither do we.
        return null;
      }
    },
    derive(purpose, input) {
      let key = derivation.get(purpose);
      if (!key) derivation.set(purpose, (key = keyFor(purpose)));
      return createHmac('sha256', key).update(input).digest();
    },
  };
}

/** Of bodies that hold a password or a code: what is kept to recognise a repeated request must not be a way to guess it. */
export const fingerprintUnder =
  (seal: Seal) =>
  (body: unknown): string =>
    seal.derive('passwords', JSON.stringify(body)).toString('base64');
