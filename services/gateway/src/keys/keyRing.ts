import type { Clock, Tx } from '@closeout/service-kit/db';
import type { Logger } from '@closeout/service-kit/observability';
import { importJWK, importPKCS8, type CryptoKey, type JSONWebKeySet } from 'jose';
import type { Seal } from './seal.js';
import { isTrusted, signingKeyAt } from './signingKey.js';
import { loadKeys, type StoredKey } from './signingKeyStore.js';

/** The signing keys as this replica knows them; the database is asked again every second. */
export interface KeyRing {
  /** @throws Error when there is none: `rotateWhenDue` has to come first */
  current(): { id: string; privateKey: CryptoKey };
  publicKey(id: string): CryptoKey | null;
  jwks(): JSONWebKeySet;
  all(): readonly StoredKey[];
  reload(): Promise<void>;
  /** Called when a key came or lost trust. */
  onChange(listener: () => void): void;
}

interface LoadedKey extends StoredKey {
  verifying: CryptoKey;
  /** null when it was sealed with another KEY_SECRET: it goes on verifying, and signs no more. */
  signing: CryptoKey | null;
}

export function createKeyRing(options: {
  query: Tx['query'];
  seal: Seal;
  clock: Clock;
  log: Logger;
}): KeyRing {
  const { query, seal, clock, log } = options;
  const imported = new Map<string, Promise<Pick<LoadedKey, 'verifying' | 'signing'>>>();
  const listeners: (() => void)[] = [];
  let keys: LoadedKey[] = [];
  let trustedIds = '';

  const trusted = () => keys.filter((key) => isTrusted(key, clock.now()));

  async function importKey(key: StoredKey): Promise<Pick<LoadedKey, 'verifying' | 'signing'>> {
    const verifying = (await importJWK(key.publicJwk, 'ES256')) as CryptoKey;
    const pkcs8 = seal.open(key.privateKey, key.id);
    if (!pkcs8)
      log.warn({ signingKey: key.id }, 'a signing key was sealed with another KEY_SECRET: it only verifies');
    return { verifying, signing: pkcs8 && (await importPKCS8(pkcs8.toString(), 'ES256')) };
  }

  return {
    current() {
      const key = signingKeyAt(
        trusted().filter((each) => each.signing),
        clock.now(),
      );
      if (!key?.signing) throw new Error('there is no key to sign tokens with');
      return { id: key.id, privateKey: key.signing };
    },
    publicKey: (id) => trusted().find((key) => key.id === id)?.verifying ?? null,
    jwks: () => ({ keys: trusted().map((key) => key.publicJwk) }),
    all: () => keys,
    async reload() {
      const stored = await loadKeys(query);
      keys = await Promise.all(
        stored.map(async (key) => {
          let parts = imported.get(key.id);
          if (!parts) imported.set(key.id, (parts = importKey(key)));
          return { ...key, ...(await parts) };
        }),
      );
      const ids = trusted()
        .map((key) => key.id)
        .join();
      if (ids !== trustedIds) for (const listener of listeners) listener();
      trustedIds = ids;
    },
    onChange: (listener) => void listeners.push(listener),
  };
}
