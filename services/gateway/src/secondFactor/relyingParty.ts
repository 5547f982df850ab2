import { isIP } from 'node:net';

/** For whom passkeys are made: the public address. Off, with the reason, where browsers would not use them. */
export type RelyingParty = { on: true; id: string; origin: string } | { on: false; reason: string };

/** A passkey belongs to a name, and browsers use it over HTTPS only, and on the machine itself (Web Authentication, 5.1.2, 13.4.9). */
export function relyingPartyOf(publicUrl: string): RelyingParty {
  const { hostname, protocol, origin } = new URL(publicUrl);
  if (isIP(hostname.replaceAll(/[[\]]/g, '')) !== 0)
    return { on: false, reason: `Passkeys need a name as the public address, not ${hostname} (PUBLIC_URL).` };
  const here = hostname === 'localhost' || hostname.endsWith('.localhost');
  if (protocol !== 'https:' && !here)
    return { on: false, reason: `Passkeys need HTTPS, and the public address is ${origin} (PUBLIC_URL).` };
  return { on: true, id: hostname, origin };
}
