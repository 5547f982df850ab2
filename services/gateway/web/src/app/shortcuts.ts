import type { TextKey } from '../text/translate.js';
import { sections } from './sections.js';

export interface Shortcut {
  keys: readonly string[];
  title: TextKey;
  /** Where they lead; absent: what they do is told by its name. */
  path?: string;
}

/** The second key after `g`, for the sections that are opened often. */
const goTo: Record<string, string> = {
  '/': 'd',
  '/projects': 'p',
  '/customers': 'c',
  '/quotes': 'q',
  '/orders': 'o',
  '/decisions': 'e',
  '/invoices': 'i',
  '/receipts': 'r',
  '/notifications': 'm',
  '/users': 'u',
};

/** The shortcuts of somebody who sees these sections. */
export const sectionShortcuts = (seen: typeof sections): Shortcut[] =>
  seen.flatMap(({ path, title }) => {
    const key = goTo[path];
    return key ? [{ keys: ['g', key], title, path }] : [];
  });

/** Keys belong to a field or a menu while one is in it. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest(
      'input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], [role=menu], [role=listbox], [role=dialog]',
    ) !== null
  );
}
