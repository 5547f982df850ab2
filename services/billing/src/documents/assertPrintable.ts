import { invalid, type FieldError } from '@closeout/contracts/errors';
import type { Party } from '@closeout/contracts/events/billing';
import { isPrintable } from '../../pdf/fonts.mjs';
import type { Subject } from './printed.js';

/** A text that a document shows: where it stands, how people call it, what it says. */
export interface PrintedText {
  pointer: string;
  name: string;
  text: string | null | undefined;
}

/**
 * Refuses to issue what could not be read on paper, while it can still be changed: what was entered in this document, and whom and
 * what an invoice is for. What other documents take from elsewhere is not asked about (README, "Documents as PDF").
 * @throws DomainError `text-not-printable` (invalid), with the place and the character of each
 */
export function assertPrintable(texts: readonly PrintedText[]): void {
  const errors = texts.flatMap(({ pointer, name, text }): FieldError[] => {
    const character = text ? unprintable(text) : undefined;
    if (character === undefined) return [];
    const detail = `${name} holds ${nameOf(character)}, which no font here has. Write it in another way.`;
    return [{ pointer, code: 'text-not-printable', detail }];
  });
  const [first] = errors;
  if (first) throw invalid('text-not-printable', first.detail, errors);
}

export const partyTexts = (pointer: string, name: string, party: Party): PrintedText[] =>
  (['name', 'address', 'email', 'vatNumber'] as const).map((field) => ({
    pointer: `${pointer}/${field}`,
    name: `The ${name}’s ${partyFields[field]}`,
    text: party[field],
  }));
const partyFields = { name: 'name', address: 'address', email: 'e-mail address', vatNumber: 'VAT number' };

export const subjectTexts = (subject: Subject): PrintedText[] => [
  { pointer: '/subject/projectTitle', name: 'The project’s title', text: subject.projectTitle },
  { pointer: '/subject/milestoneLabel', name: 'The milestone’s label', text: subject.milestoneLabel },
  { pointer: '/subject/cpoNumber', name: 'The order’s number', text: subject.cpoNumber },
];

export const lineTexts = (lines: readonly { no: number; description: string }[]): PrintedText[] =>
  lines.map(({ no, description }, index) => ({
    pointer: `/lines/${index}/description`,
    name: `The description of line ${no}`,
    text: description,
  }));

// Most texts hold nothing else; line breaks and tabs become blanks.
const everyday = /^[\p{Cc}\x20-\x7e\xa0-\xff]*$/u;

/** The first character that no font has. */
function unprintable(text: string): string | undefined {
  if (everyday.test(text)) return undefined;
  return [...text.normalize('NFC')].find((character) => !everyday.test(character) && !isPrintable(character));
}

function nameOf(character: string): string {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  // What is half a character, or nobody's, is not repeated.
  return /[\p{Cs}\p{Co}\p{Cn}]/u.test(character) ? code : `“${character}” (${code})`;
}
