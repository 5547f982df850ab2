import { describe, expect, it } from '@jest/globals';
import { identifier, likePattern, numberPatterns, searchable, searchWays } from './searchText.js';

describe('search text', () => {
  it('knows no case, no accents, no punctuation and no odd blanks', () => {
    expect(searchable('  Müller &\tSöhne\u0000 GROSSBRÄU Straße ')).toBe('muller sohne grossbrau strasse');
    expect(searchable('Éclair ﬁne Ⅳ')).toBe('eclair fine iv');
    // Decomposed, with a soft hyphen, a joiner and a mark of direction that nobody sees.
    expect(searchable('Mu\u0308ller\u00ad\u200d \u200eGmbH')).toBe('muller gmbh');
    expect(searchable('Łódź Ørsted Æther Œuvre Đặng Þór')).toBe('lodz orsted aether oeuvre dang thor');
    for (const word of ['IŞIK', 'ışık', 'Işık', 'İŞİK']) expect(searchable(word)).toBe('isik');
    for (const apostrophe of ["'", '’', 'ʼ', '´', '`', '＇', ''])
      expect(searchable(`L${apostrophe}Oréal`)).toBe('loreal');
    expect(searchable('ΟΔΥΣΣΕΥΣ ΟΔΟΣ')).toBe(searchable('Οδυσσευς οδος'));
  });

  it('leaves letters alone that a mark makes another letter', () => {
    expect(searchable('がか')).not.toBe(searchable('かか'));
    expect(searchable('की')).not.toBe(searchable('क'));
  });

  it('is asked for word by word, leaving punctuation out', () => {
    expect(searchWays('R & D   --- Müller')).toEqual([['r', 'd', 'muller']]);
    expect(searchWays('Weißkopf, Jürgen;')).toEqual([['weisskopf', 'jurgen']]);
    expect(searchWays('&&& --- %')).toEqual([]);
    expect(searchWays('a b c d e f g h i j')[0]).toHaveLength(8);
  });

  it('joins what may be parts of one identifier', () => {
    expect(searchWays('FR 83 842-278')).toEqual([['fr', '83', '842 278'], ['fr83842278']]);
    expect(searchWays('Müller, FR 83 842 Söhne')).toEqual([
      ['muller', 'fr', '83', '842', 'sohne'],
      ['muller', 'fr83842', 'sohne'],
    ]);
    expect(searchWays('F R 8 3 8 4 2 2 7 8 0 4 8')[1]).toEqual(['fr83842278048']);
    expect(searchWays('77-08')).toEqual([['77 08'], ['7708']]);
    expect(searchWays('FR83842278')).toEqual([['fr83842278']]);
    expect(searchWays('R&D')).toEqual([['r d']]);
    expect(identifier('CHE-842.278.9 MWST')).toBe('che8422789mwst');
  });

  it('finds long words anywhere, short ones where a word begins', () => {
    expect(likePattern('system')).toBe('%system%');
    expect(likePattern('it')).toBe('% it%');
    expect(likePattern('a b')).toBe('% a b%');
    expect(likePattern('7 b')).toBe('%7 b%');
  });

  it('looks for any part of a number, and for letters alone at its beginning', () => {
    expect(numberPatterns('2026 00')).toEqual(['%2026-00%']);
    expect(numberPatterns('42')).toEqual(['%42%']);
    expect(numberPatterns('in')).toEqual(['IN%']);
    expect(numberPatterns('müller')).toEqual([]);
  });

  it('needs no hyphens in a number', () => {
    expect(numberPatterns('inv20260400')).toEqual(['%INV20260400%', '%INV-2026-0400%']);
    expect(numberPatterns('v2026')).toEqual(['%V2026%', '%V-2026%']);
    expect(numberPatterns('inv 20260400')).toContain('%INV-2026-0400%');
    expect(numberPatterns('inv2026 0400')).toContain('%INV-2026-0400%');
    expect(numberPatterns('20260400')).toContain('%2026-0400%');
    expect(numberPatterns('60400')).toContain('%6-0400%');
    expect(numberPatterns('inv 2026 0400')).toEqual(['%INV-2026-0400%']);
  });

  it('takes the wildcards of LIKE as they are written', () => {
    expect(likePattern('100%_\\')).toBe('%100\\%\\_\\\\%');
  });
});
