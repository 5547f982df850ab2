import type { Clock, Database, Tx } from '@closeout/service-kit/db';
import { calculateJwkThumbprint, exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import type { Seal } from './seal.js';
import { isDueForRotation, isTrusted, planRotation, type KeyPolicy } from './signingKey.js';
import { insertKey, loadKeys, lockKeys, retireOthers, type StoredKey } from './signingKeyStore.js';

export interface KeyRotation {
  clock: Clock;
  seal: Seal;
  policy: KeyPolicy;
}

export async function rotateSigningKey(tx: Tx, how: KeyRotation, compromised: boolean): Promise<StoredKey> {
  await lockKeys(tx);
  const now = how.clock.now();
  const pair = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(pair.publicKey);
  const id = await calculateJwkThumbprint(jwk);
  const why = compromised ? 'leaked' : (await hasUsableKey(tx, how, now)) ? 'renewal' : 'no usable key';
  const plan = planRotation(now, how.policy, why);
  const key: StoredKey = {
    id,
    publicJwk: { ...jwk, kid: id, alg: 'ES256', use: 'sig' },
    privateKey: how.seal.close(Buffer.from(await exportPKCS8(pair.privateKey)), id),
    createdAt: now,
    signsFrom: plan.signsFrom,
    signsUntil: null,
    trustedUntil: null,
  };
  await insertKey(tx, key);
  await retireOthers(tx, id, plan.others.signsUntil, plan.others.trustedUntil);
  tx.audit({ action: 'rotateSigningKey', record: 'signing-key', id, detail: { compromised } });
  return key;
}

/** Makes the first key, and a new one when the newest is old or was sealed with another KEY_SECRET. */
export async function rotateWhenDue(db: Database, how: KeyRotation): Promise<void> {
  await db.transaction(async (tx) => {
    await lockKeys(tx);
    const now = how.clock.now();
    const readable = (await loadKeys(tx.query)).filter((key) => how.seal.open(key.privateKey, key.id));
    if (isDueForRotation(readable, now, how.policy)) await rotateSigningKey(tx, how, false);
  });
}

async function hasUsableKey(tx: Tx, how: KeyRotation, now: Date): Promise<boolean> {
  const keys = await loadKeys(tx.query);
  return keys.some(
    (key) => key.signsFrom <= now && isTrusted(key, now) && how.seal.open(key.privateKey, key.id),
  );
}
