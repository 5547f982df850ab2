import { useRef } from 'react';

/**
 * An `Idempotency-Key` for each body that a form sends: when the connection broke before the answer came, the same sent again is
 * not done twice.
 */
export function useRepeatKey(): (body: unknown) => string {
  const keys = useRef(new Map<string, string>());
  return (body) => {
    const text = JSON.stringify(body);
    const key = keys.current.get(text) ?? newKey();
    keys.current.set(text, key);
    return key;
  };
}

/** Not `randomUUID`, which pages have over HTTPS only. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
