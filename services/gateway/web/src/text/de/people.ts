import type { people as english } from '../en/people.js';

export const people: Record<keyof typeof english, string> = {
  'person.search': 'Name oder E-Mail-Adresse',
  'person.none': 'Niemand passt',
  'person.away': 'Personen können gerade nicht geladen werden.',
  'person.clear': 'Wegnehmen: {field}',
  'person.any': 'Alle',
};
