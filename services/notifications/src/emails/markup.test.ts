import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { escapeHtml, markup, oneLine } from './markup.js';

it('what is inserted cannot leave its place', () => {
  expect(markup`<a title="${'"><script>alert(1)</script>'}">${"it's <b>"}</a>`.source).toBe(
    '<a title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">it&#39;s &lt;b&gt;</a>',
  );
});

it('markup is inserted as it is, and lists of it', () => {
  expect(markup`<ul>${[markup`<li>${'a&b'}</li>`, markup`<li>${2}</li>`]}</ul>`.source).toBe(
    '<ul><li>a&amp;b</li>\n<li>2</li></ul>',
  );
});

it('escaped text holds no character that means something in HTML', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[<>"']/.test(escapeHtml(text))));
});

it.each([
  ['Roof\r\nBcc: victim@example.com', 'Roof Bcc: victim@example.com'],
  ['a\u2028b\u2029c\u0085d\u0000e\u007ff', 'a b c d e f'],
  ['\u202egnp.exe', 'gnp.exe'],
  ['  spaced   out\t', 'spaced out'],
  ['\ud800', '\ufffd'],
])('%j becomes the line %j', (text, line) => {
  expect(oneLine(text)).toBe(line);
});

it('a line has no control character and keeps its length, whatever is typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const line = oneLine(text, 50);
      expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
      expect([...line].length).toBeLessThanOrEqual(50);
    }),
  );
});
