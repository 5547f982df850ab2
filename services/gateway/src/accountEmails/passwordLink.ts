import { createHash, randomBytes } from 'node:crypto';
import { conflict, DomainError } from '@closeout/contracts/errors';
import type { PasswordLink } from '@closeout/contracts/http/gateway';
import type { AccountEmailKind } from '@closeout/contracts/http/internal';

export type LinkPurpose = PasswordLink['purpose'];

const hour = 3_600_000;
/** How long a link works. People are invited before they begin; a forgotten password is wanted now. */
export const linkLifetimeMs: Record<LinkPurpose, number> = { invitation: 7 * 24 * hour, reset: hour };

export const emailOf: Record<LinkPurpose, AccountEmailKind> = {
  invitation: 'invitation',
  reset: 'password-reset',
};

/** 256 bits; the prefix lets scanners of leaked secrets recognise it. */
export const newLinkToken = (): string => `cop_${randomBytes(32).toString('base64url')}`;

export function hashOfLinkToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export interface LinkState {
  expiresAt: Date;
  endedAt: Date | null;
  used: boolean;
}

/**
 * @param link null: nobody has such a link
 * @throws DomainError 404 `link-not-found`, 409 `link-used`, 409 `link-expired`
 */
export function requireLiving<Link extends LinkState>(link: Link | null, now: Date): Link {
  if (!link) throw linkNotFound();
  if (link.used) throw conflict('link-used', 'The link was used before. It works once.');
  if (link.endedAt !== null || link.expiresAt <= now)
    throw conflict('link-expired', 'The link does not work any more. Have another one sent.');
  return link;
}

export function linkNotFound() {
  return new DomainError('not-found', 'link-not-found', {
    detail: 'There is no such link. Open it as it stands in the e-mail.',
  });
}
