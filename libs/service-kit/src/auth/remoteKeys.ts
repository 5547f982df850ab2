import { DomainError } from '@closeout/contracts/errors';
import {
  createLocalJWKSet,
  errors,
  type JSONWebKeySet,
  type JWSHeaderParameters,
  type FlattenedJWSInput,
  type CryptoKey,
} from 'jose';

const refreshAfterMs = 5 * 60_000;
/** Tokens with made-up key ids must not make us ask the issuer for each of them. */
const cooldownMs = 2_000;
const timeoutMs = 3_000;

export interface RemoteKeysOptions {
  url: string;
  now: () => number;
  /** Called with the ids of keys that are no longer published. */
  onWithdrawn?: (keyIds: ReadonlySet<string>) => void;
}

type Resolve = (header?: JWSHeaderParameters, token?: FlattenedJWSInput) => Promise<CryptoKey>;

/**
 * The issuer's public keys, fetched when first needed, again every five minutes, and when a token names
 * a key that we do not know (it may be new). While the issuer is away the keys we have stay good.
 */
export function remoteKeys(options: RemoteKeysOptions): { resolve: Resolve; refresh(): Promise<void> } {
  let keys: { find: Resolve; ids: ReadonlySet<string> } | null = null;
  let fetchedAt = -Infinity;
  let triedAt = -Infinity;
  let fetching: Promise<void> | null = null;

  async function fetchKeys(): Promise<void> {
    triedAt = options.now();
    const response = await fetch(options.url, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
    if (!response.ok) throw new Error(`${options.url} answered ${response.status}`);
    const set = (await response.json()) as JSONWebKeySet;
    const ids = new Set(set.keys.map((key) => key.kid ?? ''));
    const withdrawn = new Set([...(keys?.ids ?? [])].filter((id) => !ids.has(id)));
    keys = { find: createLocalJWKSet(set), ids };
    fetchedAt = options.now();
    if (withdrawn.size > 0) options.onWithdrawn?.(withdrawn);
  }

  function refresh(): Promise<void> {
    fetching ??= fetchKeys().finally(() => (fetching = null));
    return fetching;
  }

  async function resolve(header?: JWSHeaderParameters, token?: FlattenedJWSInput): Promise<CryptoKey> {
    if (!keys) {
      await refresh().catch((cause: unknown) => {
        throw new DomainError('unavailable', 'service-unavailable', {
          detail: 'Tokens cannot be checked at the moment: their issuer does not answer.',
          retryAfter: 2,
          cause,
        });
      });
    } else if (!keys.ids.has(header?.kid ?? '') && options.now() - triedAt > cooldownMs) {
      // A failure leaves the keys as they are, and the token unknown.
      await refresh().catch(() => undefined); // refused below, as any unknown key is
    } else if (options.now() - fetchedAt > refreshAfterMs && options.now() - triedAt > cooldownMs) {
      // In the background: nobody waits for keys that are only probably out of date.
      refresh().catch(() => undefined); // tried again after the cooldown; the present keys go on being good
    }
    if (!keys) throw new errors.JWKSNoMatchingKey();
    return keys.find(header, token);
  }

  return { resolve, refresh };
}
