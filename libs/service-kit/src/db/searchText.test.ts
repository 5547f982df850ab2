import { describe, expect, it } from '@jest/globals';
import { likePattern, numberPatterns, searchable, searchWords, textPatterns } from './searchText.js';

describe('search text', () => {
  it('knows no case, no accents and no odd blanks', () => {
    expect(searchable('  Müller &\tSöhne\u0000 GROSSBRÄU Straße ')).toBe('muller & sohne grossbrau strasse');
    expect(searchable('Éclair ﬁne Ⅳ')).toBe('eclair fine iv');
    // Decomposed, with a soft hyphen, a joiner and a mark of direction that nobody sees.
    expect(searchable('Mu\u0308ller\u00ad\u200d \u200eGmbH')).toBe('muller gmbh');
    expect(searchable('ΟΔΥΣΣΕΥΣ ΟΔΟΣ')).toBe(searchable('Οδυσσευς οδος'));
  });

  it('leaves letters alone that a mark makes another letter', () => {
    expect(searchable('がか')).not.toBe(searchable('かか'));
    expect(searchable('की')).not.toBe(searchable('क'));
  });

  it('is asked for word by word, leaving punctuation out', () => {
    expect(searchWords('R & D   --- Müller')).toEqual(['r', 'd', 'muller']);
    expect(searchWords('&&& --- %')).toEqual([]);
    expect(searchWords('a b c d e f g h i j')).toHaveLength(8);
  });

  it('finds long words anywhere, short ones where a word begins', () => {
    expect(likePattern('system')).toBe('%system%');
    expect(likePattern('it')).toBe('% it%');
    expect(likePattern('a-b')).toBe('% a-b%');
  });

  it('looks for any part of a number, and for letters alone at its beginning', () => {
    expect(numberPatterns('2026-00')).toEqual(['%2026-00%']);
    expect(numberPatterns('42')).toEqual(['%42%']);
    expect(numberPatterns('in')).toEqual(['IN%']);
    expect(numberPatterns('müller')).toEqual([]);
  });

  it('needs no hyphens in a number', () => {
    expect(numberPatterns('inv20260400')).toEqual(['%INV20260400%', '%INV-2026-0400%']);
    expect(numberPatterns('v2026')).toEqual(['%V2026%', '%V-2026%']);
    expect(numberPatterns('inv-20260400')).toContain('%INV-2026-0400%');
    expect(numberPatterns('inv2026-0400')).toContain('%INV-2026-0400%');
    expect(numberPatterns('20260400')).toContain('%2026-0400%');
    expect(numberPatterns('60400')).toContain('%6-0400%');
    expect(numberPatterns('inv-2026-0400')).toEqual(['%INV-2026-0400%']);
    expect(textPatterns('quo20260007')).toEqual(['%quo20260007%', '%quo-2026-0007%']);
    expect(textPatterns('2026')).toEqual(['%2026%']);
    expect(textPatterns('acme2')).toEqual(['%acme2%']);
  });

  it('takes the wildcards of LIKE as they are written', () => {
    expect(likePattern('100%_\\')).toBe('%100\\%\\_\\\\%');
  });
});
