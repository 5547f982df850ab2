import { conflict, invalid } from '@closeout/contracts/errors';
import type { Passkey, PasskeyAnswer, PasskeyCreated } from '@closeout/contracts/http/gateway';
import { newId, type Tx } from '@closeout/service-kit/db';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { RelyingParty } from './relyingParty.js';

export const maxPasskeys = 10;
type On = Extract<RelyingParty, { on: true }>;

/** A passkey that signed, and is to be used in the transaction that it opens something in. */
export interface SignedBy {
  id: string;
  userId: string;
  counter: bigint;
  newCounter: number;
}

interface StoredPasskey {
  id: string;
  userId: string;
  credentialId: Buffer;
  publicKey: Buffer;
  counter: bigint;
  transports: string[];
}

/** @throws DomainError 409 `passkeys-off` */
export function requirePasskeys(party: RelyingParty): asserts party is On {
  if (!party.on) throw conflict('passkeys-off', party.reason);
}

/** What is signed. The challenge is in the hands of whoever signs anyway, so nothing else has to be kept. */
const bytesOf = (challenge: string) => new Uint8Array(Buffer.from(challenge));
const textOf = (challenge: string): string => Buffer.from(challenge).toString('base64url');

/** @param of whose passkeys; null: whichever the browser offers, for a sign-in without a password */
export async function askForPasskey(query: Tx['query'], party: On, challenge: string, of: string | null) {
  const own = of === null ? [] : await passkeysOf(query, of);
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: bytesOf(challenge),
    timeout: 300_000,
    userVerification: 'required',
    allowCredentials: own.map(({ credentialId, transports }) => ({
      id: credentialId.toString('base64url'),
      transports,
    })),
  });
}

export async function askForNewPasskey(
  query: Tx['query'],
  party: On,
  challenge: string,
  user: { id: string; email: string; name: string },
) {
  const own = await passkeysOf(query, user.id);
  return generateRegistrationOptions({
    rpName: 'Closeout',
    rpID: party.id,
    userID: new Uint8Array(Buffer.from(user.id)),
    userName: user.email,
    userDisplayName: user.name,
    challenge: bytesOf(challenge),
    timeout: 300_000,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: own.map(({ credentialId, transports }) => ({
      id: credentialId.toString('base64url'),
      transports,
    })),
  });
}

/** @throws DomainError 400 `passkey-refused` */
export async function readNewPasskey(party: On, challenge: string, response: PasskeyCreated) {
  const made = await verifyRegistrationResponse({
    response: { ...response, clientExtensionResults: {} },
    expectedChallenge: textOf(challenge),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
  }).catch(() => null); // made for another page or challenge, or broken
  if (!made?.verified)
    throw invalid('passkey-refused', 'This passkey was not made for this page. Try again.');
  return made.registrationInfo.credential;
}

export type NewCredential = Awaited<ReturnType<typeof readNewPasskey>>;

/** @throws DomainError 409 `passkey-known` */
export async function insertPasskey(
  tx: Tx,
  userId: string,
  name: string,
  credential: NewCredential,
  now: Date,
): Promise<Passkey> {
  const id = newId();
  const transports = (credential.transports ?? []).slice(0, 10);
  const made = await tx.query(
    `insert into passkey (id, user_id, name, credential_id, public_key, counter, transports, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (credential_id) do nothing returning 1`,
    [
      id,
      userId,
      name,
      Buffer.from(credential.id, 'base64url'),
      Buffer.from(credential.publicKey),
      credential.counter,
      transports,
      now,
    ],
  );
  if (made.length === 0) throw conflict('passkey-known', 'This passkey is set up already.');
  return { id, name, createdAt: now.toISOString(), lastUsedAt: null };
}

export async function listPasskeys(query: Tx['query'], userId: string): Promise<Passkey[]> {
  const rows = await query<{ id: string; name: string; createdAt: Date; lastUsedAt: Date | null }>(
    `select id, name, created_at as "createdAt", last_used_at as "lastUsedAt" from passkey where user_id = $1 order by id`,
    [userId],
  );
  return rows.map(({ createdAt, lastUsedAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }));
}

/** Whose passkey signed the challenge; null when none of those that are known did. */
export async function whoSigned(
  query: Tx['query'],
  party: RelyingParty,
  challenge: string,
  response: PasskeyAnswer,
): Promise<SignedBy | null> {
  if (!party.on) return null;
  const [stored] = await query<StoredPasskey>(`select ${columns} from passkey where credential_id = $1`, [
    Buffer.from(response.id, 'base64url'),
  ]);
  if (!stored) return null;
  const signed = await verifyAuthenticationResponse({
    response: { ...response, clientExtensionResults: {} },
    expectedChallenge: textOf(challenge),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    credential: {
      id: stored.credentialId.toString('base64url'),
      publicKey: new Uint8Array(stored.publicKey),
      counter: Number(stored.counter),
    },
  }).catch(() => null); // a wrong signature, another page, a counter that went back: a copy
  if (!signed?.verified) return null;
  const { id, userId, counter } = stored;
  return { id, userId, counter, newCounter: signed.authenticationInfo.newCounter };
}

/** False when it was removed meanwhile, or counted on by another use. */
export async function useUpPasskey(tx: Tx, signed: SignedBy, now: Date): Promise<boolean> {
  const used = await tx.query(
    `update passkey set counter = $3, last_used_at = $4 where id = $1 and counter = $2 returning 1`,
    [signed.id, signed.counter, signed.newCounter, now],
  );
  return used.length > 0;
}

const columns = `id, user_id as "userId", credential_id as "credentialId", public_key as "publicKey", counter, transports`;

async function passkeysOf(query: Tx['query'], userId: string): Promise<StoredPasskey[]> {
  return query<StoredPasskey>(`select ${columns} from passkey where user_id = $1 order by id`, [userId]);
}
