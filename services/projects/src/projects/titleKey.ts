import { searchable } from '@closeout/service-kit/db';

/** A title as it is sorted and searched by. Bounded, because it also stands in the cursor of a page. */
export function titleKey(title: string): string {
  return searchable(title)
    .slice(0, 200)
    .replace(/\p{Surrogate}$/u, '');
}
