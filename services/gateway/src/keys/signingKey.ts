/** The life of a key that signs access tokens: published → signs → only trusted → forgotten. Times in milliseconds. */
export interface SigningKeyTimes {
  id: string;
  createdAt: Date;
  signsFrom: Date;
  signsUntil: Date | null;
  trustedUntil: Date | null;
}

export interface KeyPolicy {
  /** How long a key is published before it signs; see `planRotation`. */
  leadMs: number;
  /** Lifetime of an access token. */
  tokenMs: number;
  maxAgeMs: number;
}

/** Clocks of replicas and services may differ by this much. */
const skewMs = 60_000;

export function isTrusted(key: SigningKeyTimes, now: Date): boolean {
  return key.trustedUntil === null || key.trustedUntil > now;
}

/** The newest key whose time to sign has come. */
export function signingKeyAt<Key extends SigningKeyTimes>(keys: readonly Key[], now: Date): Key | undefined {
  return keys
    .filter((key) => key.signsFrom <= now && isTrusted(key, now))
    .sort((a, b) => b.signsFrom.getTime() - a.signsFrom.getTime())[0];
}

export function isDueForRotation(keys: readonly SigningKeyTimes[], now: Date, policy: KeyPolicy): boolean {
  const newest = Math.max(
    0,
    ...keys.filter((key) => isTrusted(key, now)).map((key) => key.signsFrom.getTime()),
  );
  return newest <= now.getTime() - policy.maxAgeMs;
}

/**
 * When the new key signs, and how long the others are still trusted.
 *
 * Whoever meets an unknown `kid` fetches the key set again, but not if it did so a moment ago: our
 * services wait 2 seconds, jose's own verifier 30. A key that is published longer than that before it signs
 * is therefore known everywhere when its first token arrives: either from that late fetch or from the next one.
 * A leaked key is dropped at once instead; a few calls may then be refused until services have fetched.
 */
export function planRotation(now: Date, policy: KeyPolicy, why: 'renewal' | 'no usable key' | 'leaked') {
  if (why === 'leaked') return { signsFrom: now, others: { signsUntil: now, trustedUntil: now } };
  const signsFrom = new Date(now.getTime() + (why === 'renewal' ? policy.leadMs : 0));
  return {
    signsFrom,
    others: { signsUntil: signsFrom, trustedUntil: new Date(signsFrom.getTime() + policy.tokenMs + skewMs) },
  };
}
