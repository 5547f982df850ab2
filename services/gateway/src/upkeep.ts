import type { Kit } from '@closeout/service-kit/service';
import type { EmailSetUpState } from './accountEmails/emailSetUp.js';
import { handOverEmails } from './accountEmails/handOverEmails.js';
import type { GatewayConfig } from './config.js';
import type { Transaction } from './database.js';
import type { KeyRing } from './keys/keyRing.js';
import { rotateWhenDue, type KeyRotation } from './keys/rotateSigningKey.js';
import type { Seal } from './keys/seal.js';
import { answerRequests } from './passwordLinks/answerRequests.js';
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

/** Links that people asked for are made, and what is written about accounts leaves. A restored database takes nothing new. */
export function sendAccountEmails(
  { db, clock, log, schedule, peer, logGuard }: Kit<GatewayConfig>,
  parts: { transaction: Transaction; seal: Seal; email: EmailSetUpState },
): void {
  const { transaction, seal, email } = parts;
  const notifications = peer('notifications');
  schedule('email-set-up', 5_000, email.ask);
  schedule('account-emails', 1_000, async (signal) => {
    if (logGuard.phase !== 'serving') return;
    await answerRequests(transaction, { seal, clock }, signal);
    await handOverEmails({ query: db.query, notifications, seal, clock, log }, signal);
  });
}

/** What nobody needs any more is deleted; signing keys are renewed by age. One replica does it for all. */
export function scheduleUpkeep({ db, clock, schedule }: Kit<GatewayConfig>, rotation: KeyRotation): void {
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
      // For a month: until then a used link is told from an unknown one.
      await db.query(`delete from password_link where expires_at < $1`, [
        new Date(now.getTime() - 30 * 86_400_000),
      ]);
      await db.query(`delete from signing_key where trusted_until < $1`, [dayAgo]);
      await db.query(`delete from rate_limit where expire < $1`, [now.getTime()]);
    },
    { oneReplica: true },
  );
}
