import { pages } from '@closeout/contracts/pages';
import type { TextKey } from '../text/translate.js';
import type { Section } from './sections.js';

/** Headings of the navigation, over the sections that begin with one of the paths. */
const groups: readonly { title: TextKey; paths: readonly string[] }[] = [
  {
    title: 'nav.work',
    paths: [pages.dashboard, pages.projects, pages.customers, pages.quotes, pages.orders, pages.decisions],
  },
  { title: 'nav.money', paths: [pages.invoices, pages.receipts, pages.journal] },
  {
    title: 'nav.administration',
    paths: [pages.emails, pages.deadLetters, pages.users, pages.roles, pages.apiKeys],
  },
];

/** Whether a page belongs to a section. */
export const isIn = (section: string, pathname: string): boolean =>
  pathname === section || (section !== '/' && pathname.startsWith(`${section}/`));

/** The sections that somebody sees, under their headings; a heading over nothing is left out. */
export function grouped(sections: readonly Section[]): { title: TextKey; sections: Section[] }[] {
  return groups
    .map(({ title, paths }) => ({
      title,
      sections: sections.filter(({ path }) =>
        paths.some((beginning) => beginning === path || isIn(beginning, path)),
      ),
    }))
    .filter((group) => group.sections.length > 0);
}
