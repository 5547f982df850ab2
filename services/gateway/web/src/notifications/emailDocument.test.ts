import { expect, it } from '@jest/globals';
import { emailDocument } from './emailDocument.js';

it('styles of elements become rules that carry the page’s nonce', () => {
  const html =
    '<html><head><title>A</title></head><body style="margin:0"><p style="font-family:&#39;Segoe UI&#39;">Hi</p></body></html>';
  expect(emailDocument(html, 'n1')).toBe(
    '<html><head><title>A</title><style nonce="n1">.s0{margin:0}.s1{font-family:\'Segoe UI\'}</style></head>' +
      '<body class="s0"><p class="s1">Hi</p></body></html>',
  );
});

it('no style closes the style sheet', () => {
  expect(emailDocument('<head></head><p style="a:b}</style><script>">x</p>', 'n')).toBe(
    '<head><style nonce="n">.s0{a:b/stylescript}</style></head><p class="s0">x</p>',
  );
});

it('links lead nowhere: the page beside it has the way to the record', () => {
  expect(
    emailDocument(
      '<head></head><a href="https://closeout.example/projects/1" style="color:red">Open</a>',
      'n',
    ),
  ).toBe('<head><style nonce="n">.s0{color:red}</style></head><a class="s0">Open</a>');
});
