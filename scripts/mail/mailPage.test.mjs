import { expect, test } from '@jest/globals';
import { listPage, messagePage } from './mailPage.mjs';

const hostile = {
  id: '1',
  receivedAt: '2026-01-02T03:04:05.678Z',
  from: '"><script>alert(1)</script>',
  to: ['a@example.com'],
  subject: '<img src=x onerror=alert(1)>',
  text: '</pre><script>alert(1)</script>',
  html: '<p title="x">"quoted"</p><script>alert(1)</script>',
  attachments: [],
};

test('nothing in a mail becomes part of the page', () => {
  for (const page of [listPage([hostile]), messagePage(hostile)]) {
    expect(page).not.toContain('<script');
    expect(page).not.toContain('<img');
  }
});

test('the HTML of a mail is shown in a frame that may run nothing', () => {
  expect(messagePage(hostile)).toMatch(/<iframe sandbox title="[^"]*" srcdoc="&#60;p title=&#34;x&#34;&#62;/);
});
