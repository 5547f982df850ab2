import * as contract from '@closeout/contracts/http/gateway';
import type { Database } from '@closeout/service-kit/db';
import { command, query } from '@closeout/service-kit/http';
import type { Router } from 'express';
import type { KeyRing } from './keyRing.js';
import { rotateSigningKey, type KeyRotation } from './rotateSigningKey.js';
import type { StoredKey } from './signingKeyStore.js';

export interface KeyRouteParts {
  db: Database;
  ring: KeyRing;
  rotation: KeyRotation;
}

export function keyRoutes(router: Router, { db, ring, rotation }: KeyRouteParts): void {
  const transaction: Database['transaction'] = async (run) => {
    const result = await db.transaction(run);
    await ring.reload();
    return result;
  };
  query(router, contract.listSigningKeys, async () => {
    await ring.reload();
    return { items: ring.all().map(view) };
  });
  command(router, contract.rotateSigningKey, transaction, async (tx, { body }) =>
    view(await rotateSigningKey(tx, rotation, body.compromised)),
  );
}

/** RFC 7517; where the services look for the keys. */
export function publishedKeys(router: Router, ring: KeyRing): void {
  router.get('/.well-known/jwks.json', (_req, res) => {
    res.setHeader('Cache-Control', 'public, max-age=10');
    res.type('application/jwk-set+json').send(JSON.stringify(ring.jwks()));
  });
}

function view(key: StoredKey): contract.SigningKey {
  return {
    id: key.id,
    createdAt: key.createdAt.toISOString(),
    signsFrom: key.signsFrom.toISOString(),
    signsUntil: key.signsUntil?.toISOString() ?? null,
    trustedUntil: key.trustedUntil?.toISOString() ?? null,
  };
}
