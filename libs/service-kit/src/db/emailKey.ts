import { domainToASCII, domainToUnicode } from 'node:url';

/**
 * What two spellings of one e-mail address have in common: lower case, and the domain as people read it, because DNS knows
 * `müller.example` and `xn--mller-kva.example` as one (UTS #46, by the platform). Addresses are compared and searched by it; what was
 * typed is kept and shown. The local part is its mail server's: but for case, which none of them tells apart, it is left alone.
 */
export function emailKey(address: string): string {
  const at = address.lastIndexOf('@') + 1;
  return lowered(address.slice(0, at)) + readableDomain(address.slice(at));
}

/** How one address may be kept where only its lower case was: as it is given, as people read it, and as DNS does. */
export function emailSpellings(address: string): string[] {
  const key = emailKey(address);
  const at = key.lastIndexOf('@') + 1;
  return [...new Set([lowered(address), key, key.slice(0, at) + domainToASCII(key.slice(at))])];
}

/** Domains in a text, `xn--mller-kva.example`, as people read them; what is none stays. */
export function withReadableDomains(text: string): string {
  return text.replaceAll(/[^\s@]*xn--[^\s@]*/gi, readableDomain);
}

const lowered = (text: string): string => text.normalize('NFC').toLowerCase().normalize('NFC');

function readableDomain(domain: string): string {
  return domainToUnicode(domainToASCII(domain)) || lowered(domain);
}
