import type { Language } from '@closeout/contracts/fields';
import type { AccountEmailKind } from '@closeout/contracts/http/internal';
import { newId, type Tx } from '@closeout/service-kit/db';
import type { Seal } from '../keys/seal.js';
import { insertAccountEmail } from './accountEmailStore.js';
import { endLinksOf, insertLink } from './linkStore.js';
import { emailOf, hashOfLinkToken, linkLifetimeMs, newLinkToken, type LinkPurpose } from './passwordLink.js';

/** Whom an e-mail about their account goes to. */
export interface Addressee {
  id: string;
  email: string;
  name: string;
  language: Language | null;
}

/** The token in the table is sealed for the e-mail that it stands in, and opens nowhere else. */
export const sealedFor = (emailId: string): string => `account e-mail ${emailId}`;

/**
 * Makes a link and the e-mail that brings it, which leaves once this has committed; ends the link before it. Call it holding the
 * user's row.
 * @returns when the link ends
 */
export async function sendLink(
  tx: Tx,
  seal: Seal,
  to: Addressee,
  { purpose, now, invitedBy = null }: { purpose: LinkPurpose; now: Date; invitedBy?: string | null },
): Promise<Date> {
  await endLinksOf(tx, to.id, now);
  const token = newLinkToken();
  const [id, linkId] = [newId(), newId()];
  const expiresAt = new Date(now.getTime() + linkLifetimeMs[purpose]);
  const hash = hashOfLinkToken(token);
  await insertLink(tx, { id: linkId, userId: to.id, purpose, hash, createdAt: now, expiresAt });
  await insertAccountEmail(tx, {
    ...addressed(to),
    id,
    kind: emailOf[purpose],
    linkId,
    token: seal.close(Buffer.from(token), sealedFor(id)),
    expiresAt,
    invitedBy,
    createdAt: now,
  });
  return expiresAt;
}

/** So that the owner finds out when it was somebody else. */
export function tellPasswordChanged(tx: Tx, to: Addressee, now: Date): Promise<void> {
  return tell(tx, to, 'password-changed', now);
}

/** The same of a factor that was added or removed. Call it holding the user's row. */
export async function tellSecondFactorChanged(tx: Tx, userId: string, now: Date): Promise<void> {
  const [to] = await tx.query<Addressee>(`select id, email, name, language from app_user where id = $1`, [
    userId,
  ]);
  if (to) await tell(tx, to, 'second-factor-changed', now);
}

async function tell(tx: Tx, to: Addressee, kind: AccountEmailKind, now: Date): Promise<void> {
  await insertAccountEmail(tx, {
    ...addressed(to),
    id: newId(),
    kind,
    linkId: null,
    token: null,
    expiresAt: null,
    invitedBy: null,
    createdAt: now,
  });
}

const addressed = ({ id, email, name, language }: Addressee) => ({
  userId: id,
  address: email,
  name,
  language,
});
