// What of a text is ink, what is blank, what nobody sees. The one place that knows.

/** Joiners, selectors, marks of direction, fillers, annotation marks: they act on their neighbours or on nothing, and print nothing. */
const unseen = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/u;
/** Choose between forms of the character before them; the fonts' program takes both for one. */
const selector = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u;
export const isUnseen = (character) => unseen.test(character);

/** Line and paragraph separators, and what typewriters had for them. */
const newLine = /\r\n|[\r\n\v\f\x85\u2028\u2029]/g;
/** Blanks of all widths but the one of East Asian letters, whose fonts have it. */
const blank = /[^\P{Zs}\u3000]/gu;
const unbroken = /[\xa0\u2007\u202f]/;

/** The text with the blanks and line breaks that fonts and layout know, in composed letters. */
export const readable = (text) =>
  text
    .replaceAll(newLine, '\n')
    .replaceAll(/[^\P{Cc}\n]/gu, ' ')
    .replaceAll(blank, (character) => (unbroken.test(character) ? '\xa0' : ' '))
    .normalize('NFC');

/**
 * What is left to draw of one character as readers see it.
 *
 * @param joiner what its font joins characters by, if it does: that is left to it, after something that can be joined
 */
export function inked(cluster, joiner) {
  let kept = '';
  let last = '';
  for (const character of cluster) {
    const stays =
      !isUnseen(character) ||
      (kept !== '' && ((selector.test(character) && !isUnseen(last)) || joiner?.test(character)));
    if (stays) kept += character;
    last = character;
  }
  return kept.normalize('NFC');
}
