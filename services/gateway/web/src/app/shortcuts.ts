import { pages } from '@closeout/contracts/pages';
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
  [pages.dashboard]: 'd',
  [pages.projects]: 'p',
  [pages.customers]: 'c',
  [pages.quotes]: 'q',
  [pages.orders]: 'o',
  [pages.decisions]: 'e',
  [pages.invoices]: 'i',
  [pages.receipts]: 'r',
  [pages.emails]: 'm',
  [pages.users]: 'u',
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
