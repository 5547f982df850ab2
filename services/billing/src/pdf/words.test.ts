import { expect, it } from '@jest/globals';
import { pdfWords } from './words.js';

it('a German document has German words for the milestones that the system names, and keeps names that people gave', () => {
  const { en, de } = pdfWords;
  expect(de.systemLabel('Advance Payment')).toBe('Anzahlung');
  expect(de.systemLabel('Progress Payment 12')).toBe('Abschlagszahlung 12');
  expect(de.systemLabel('Final Payment')).toBe('Schlusszahlung');
  expect(de.systemLabel('Progress Payment for the dome')).toBe('Progress Payment for the dome');
  expect(en.systemLabel('Final Payment')).toBe('Final Payment');
});
