import type { Language } from '@closeout/contracts/fields';
import { newId, type Clock, type Tx } from '@closeout/service-kit/db';
import { sendLink } from '../accountEmails/writeAccountEmail.js';
import type { GatewayTx, Transaction } from '../database.js';
import type { Seal } from '../keys/seal.js';
import { languageOf } from '../users/user.js';
import { sendInvitationTo } from './invitation.js';
import { lockForLink } from './lockForLink.js';

/** Somebody asks for a link. Who that is, is looked into later: until the answer the same is done for every address. */
export async function keepRequest(
  tx: Tx,
  { email, language, now }: { email: string; language: Language | undefined; now: Date },
): Promise<void> {
  await tx.query(
    `insert into password_link_request (id, email_key, language, asked_at) values ($1, $2, $3, $4)`,
    [newId(), email, language ?? null, now],
  );
}

/** One after the other, until none is left; each by one replica. */
export async function answerRequests(
  transaction: Transaction,
  parts: { seal: Seal; clock: Clock },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted && (await transaction((tx) => answerOne(tx, parts))));
}

async function answerOne(tx: GatewayTx, { seal, clock }: { seal: Seal; clock: Clock }): Promise<boolean> {
  const [request] = await tx.query<{ emailKey: string; language: Language | null }>(
    `delete from password_link_request
      where id = (select id from password_link_request order by asked_at, id limit 1 for update skip locked)
      returning email_key as "emailKey", language`,
  );
  if (!request) return false;
  const [found] = await tx.query<{ id: string }>(`select id from app_user where email_key = $1`, [
    request.emailKey,
  ]);
  const user = found && (await lockForLink(tx, found.id));
  // Whoever has left, or signs in elsewhere, has no password to choose; and is not told apart from nobody.
  if (!user?.active || user.externalIssuer !== null) return true;
  const now = clock.now();
  const reader = { ...user, language: languageOf(user) ?? request.language };
  if (user.invitedUntil !== null) await sendInvitationTo(tx, seal, reader, { now, invitedBy: null });
  else {
    await sendLink(tx, seal, reader, { purpose: 'reset', now });
    tx.audit({ action: 'requestPasswordLink', record: 'user', id: user.id });
  }
  return true;
}
