import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';

/** A passkey belongs to a name: at a bare address there are none. */
export const canUsePasskeys = (): boolean =>
  browserSupportsWebAuthn() && !/^[\d.]+$|:/.test(window.location.hostname);

/** The browser was asked for a passkey, and gave none: it was cancelled, took too long, or there is none. */
export class NoPasskey extends Error {}

/** @throws {NoPasskey} */
export async function signWithPasskey(options: unknown) {
  const optionsJSON = options as PublicKeyCredentialRequestOptionsJSON;
  return { ...(await orNone(startAuthentication({ optionsJSON }))), clientExtensionResults: {} };
}

/** @throws {NoPasskey} */
export async function makePasskey(options: unknown) {
  const optionsJSON = options as PublicKeyCredentialCreationOptionsJSON;
  return { ...(await orNone(startRegistration({ optionsJSON }))), clientExtensionResults: {} };
}

async function orNone<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (cause) {
    throw new NoPasskey(String(cause), { cause });
  }
}
