import type { ReactNode } from 'react';

/** Stands in a text for what is more than text, such as a link. */
export const slot = '\uFFFC';

/** A text with what belongs in its `slot`. */
export function Around({ text, children }: { text: string; children: ReactNode }) {
  const [before, after] = text.split(slot);
  return (
    <>
      {before}
      {children}
      {after}
    </>
  );
}
