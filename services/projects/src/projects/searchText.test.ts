import { describe, expect, it } from '@jest/globals';
import { likePattern, searchable, searchWords } from './searchText.js';

describe('search text', () => {
  it('knows no case, no accents and no odd blanks', () => {
    expect(searchable('  Müller &\tSöhne\u0000 GROSSBRÄU Straße ')).toBe('muller & sohne grossbrau strasse');
    expect(searchable('Éclair ﬁne Ⅳ')).toBe('eclair fine iv');
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

  it('takes the wildcards of LIKE as they are written', () => {
    expect(likePattern('100%_\\')).toBe('%100\\%\\_\\\\%');
  });
});
