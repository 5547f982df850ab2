import type { Tx } from '@closeout/service-kit/db';
import type { JWK } from 'jose';
import type { SigningKeyTimes } from './signingKey.js';

export interface StoredKey extends SigningKeyTimes {
  publicJwk: JWK;
  /** Sealed PKCS 8. */
  privateKey: Buffer;
}

const columns = `id, public_jwk as "publicJwk", private_key as "privateKey", created_at as "createdAt",
  signs_from as "signsFrom", signs_until as "signsUntil", trusted_until as "trustedUntil"`;

export function loadKeys(query: Tx['query']): Promise<StoredKey[]> {
  return query<StoredKey>(`select ${columns} from signing_key order by signs_from desc, id`);
}

export async function insertKey(tx: Tx, key: StoredKey): Promise<void> {
  await tx.query(
    `insert into signing_key (id, public_jwk, private_key, created_at, signs_from) values ($1, $2, $3, $4, $5)`,
    [key.id, JSON.stringify(key.publicJwk), key.privateKey, key.createdAt, key.signsFrom],
  );
}

/** Never lengthens a life that is ending already. */
export async function retireOthers(tx: Tx, id: string, signsUntil: Date, trustedUntil: Date): Promise<void> {
  await tx.query(
    `update signing_key
        set signs_until = least(signs_until, $2), trusted_until = least(trusted_until, $3)
      where id <> $1`,
    [id, signsUntil, trustedUntil],
  );
}

/** One replica at a time decides whether a new key is due. */
export async function lockKeys(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('gateway.signing-keys'))`);
}
