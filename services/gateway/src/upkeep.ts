import type { Kit } from '@closeout/service-kit';
import type { GatewayConfig } from './config.js';
import type { KeyRing } from './keys/keyRing.js';
import { rotateWhenDue, type KeyRotation } from './keys/rotateSigningKey.js';
import { deviceMs } from './sessions/sessionCookie.js';
import type { Revocations } from './tokens/revocations.js';

/** What another replica did is known here within a second. */
export function refreshSharedState(
  { schedule }: Kit<GatewayConfig>,
  ring: KeyRing,
  revocations: Revocations,
): void {
  schedule('revocations', 500, revocations.poll);
  schedule('signing-keys', 1_000, ring.reload);
}

/** What nobody needs any more is deleted; signing keys are renewed by age. One replica does it for all. */
export function keepHouse({ db, clock, schedule }: Kit<GatewayConfig>, rotation: KeyRotation): void {
  schedule('key-rotation', 3_600_000, () => rotateWhenDue(db, rotation), { oneReplica: true });
  schedule(
    'old-sessions',
    600_000,
    async () => {
      const now = clock.now();
      const dayAgo = new Date(now.getTime() - 86_400_000);
      // A revoked one is kept for a day: until then its refresh tokens are told from unknown ones.
      await db.query(`delete from session where least(expires_at, revoked_at) < $1`, [dayAgo]);
      await db.query(`delete from revocation where at < $1`, [dayAgo]);
      await db.query(`delete from known_device where signed_in_at < $1`, [
        new Date(now.getTime() - deviceMs),
      ]);
      await db.query(`delete from challenge where expires_at < $1`, [now]);
      await db.query(`delete from signing_key where trusted_until < $1`, [dayAgo]);
      await db.query(`delete from rate_limit where expire < $1`, [now.getTime()]);
    },
    { oneReplica: true },
  );
}
