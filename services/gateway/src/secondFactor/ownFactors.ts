import type { OwnSecondFactors } from '@closeout/contracts/http/gateway';
import type { Tx } from '@closeout/service-kit/db';
import { listPasskeys } from './passkeys.js';
import type { RelyingParty } from './relyingParty.js';

export async function ownFactors(
  query: Tx['query'],
  party: RelyingParty,
  userId: string,
): Promise<OwnSecondFactors> {
  const [own] = await query<{
    required: boolean;
    appSince: Date | null;
    appUsedAt: Date | null;
    codesSince: Date | null;
    codesLeft: number;
  }>(
    `select exists (select 1 from user_role ur join role r on r.id = ur.role_id
                     where ur.user_id = u.id and r.requires_second_factor and u.external_issuer is null) as required,
            a.confirmed_at as "appSince", a.last_used_at as "appUsedAt", c.since as "codesSince", c.left as "codesLeft"
       from app_user u
       left join authenticator_app a on a.user_id = u.id and a.confirmed_at is not null
       cross join lateral (select max(created_at) as since, (count(*) filter (where used_at is null))::int as left
                             from recovery_code where user_id = u.id) c
      where u.id = $1`,
    [userId],
  );
  return {
    required: own?.required ?? false,
    authenticatorApp: own?.appSince
      ? { createdAt: own.appSince.toISOString(), lastUsedAt: own.appUsedAt?.toISOString() ?? null }
      : null,
    passkeys: await listPasskeys(query, userId),
    passkeysOff: party.on ? null : party.reason,
    recoveryCodes: own?.codesSince ? { left: own.codesLeft, createdAt: own.codesSince.toISOString() } : null,
  };
}

/** By what the second step can be done. */
export async function methodsOf(tx: Tx, party: RelyingParty, userId: string): Promise<string[]> {
  const { authenticatorApp, passkeys, recoveryCodes } = await ownFactors(tx.query, party, userId);
  return [
    ...(authenticatorApp ? ['authenticator-app'] : []),
    ...(party.on && passkeys.length > 0 ? ['passkey'] : []),
    ...(recoveryCodes && recoveryCodes.left > 0 ? ['recovery-code'] : []),
  ];
}
