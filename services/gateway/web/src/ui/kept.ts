const prefix = 'closeout.form.';

/** What was typed into a form, and what the form held before. */
export interface Kept<V> {
  before: V;
  typed: V;
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** @param place which form it is: the address of its page, and its dialog's title */
export const keptAs = (userId: string, place: string): string => `${prefix}${userId}:${place}`;

/** What only its owner may know is never written down. */
export const mayBeKept = (values: object): boolean =>
  !Object.keys(values).some((name) => /password|secret|^code$/i.test(name));

export function keep<V>(store: Store, key: string, kept: Kept<V>): void {
  try {
    store.setItem(key, JSON.stringify(kept));
  } catch {
    // There is no room: it is as if the page had never kept it.
  }
}

export function keptIn<V>(store: Store, key: string): Kept<V> | null {
  const text = store.getItem(key);
  return text === null ? null : (JSON.parse(text) as Kept<V>);
}

/** What others typed into this browser. @param userId who is here now; null: nobody */
export function forgetOthers(store: Store, userId: string | null): void {
  const keys = Array.from({ length: store.length }, (_, index) => store.key(index) ?? '');
  for (const key of keys)
    if (key.startsWith(prefix) && !(userId && key.startsWith(keptAs(userId, '')))) store.removeItem(key);
}
