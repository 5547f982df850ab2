import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { UserState } from '@closeout/contracts/events/gateway';
import { eventually } from '@closeout/service-kit/testing';
import { startHarness, type Harness } from './support/harness.js';
import { tellStory } from './support/story.js';

let harness: Harness;
let story: ReturnType<typeof tellStory>;
let sam: UserState;
let client: { id: string; name: string };

beforeEach(async () => {
  harness = await startHarness();
  story = tellStory(harness.producers);
  await story.role('sales', ['notify.project_creation', 'receipts.issue']);
  sam = await story.user('Sam', { roles: ['sales'] });
  client = await story.customer('Client A');
});
afterEach(() => harness?.close());

/** The only e-mail, once it is there. */
async function theMail() {
  const mails = await eventually(
    async () => harness.mail.mails,
    (list) => list.length > 0,
  );
  expect(mails).toHaveLength(1);
  return mails[0];
}

describe('a title that means harm', () => {
  const title =
    'Roof\r\nBcc: victim@example.com\r\n\r\n<script>alert("x")</script> \u202e<img src=x onerror=alert(1)>';

  it('adds no header, no recipient, and no markup', async () => {
    await story.projectCreated(
      story.project(client.id, { title, number: 'PRJ-1\r\nTo: victim@example.com' }),
    );
    const mail = await theMail();
    expect(mail?.to).toEqual([sam.email]);
    expect(mail?.parsed.bcc ?? []).toEqual([]);
    expect(mail?.parsed.to).toEqual([expect.objectContaining({ address: sam.email })]);
    expect(harness.mail.to('victim@example.com')).toEqual([]);
    expect(mail?.raw.split('\r\n\r\n')[0]).not.toMatch(/^(Bcc|To): .*victim/im);
    expect(mail?.parsed.html).not.toMatch(/<script|<img/i);
    expect(mail?.parsed.html).toContain('&lt;script&gt;');
    expect(mail?.parsed.subject).not.toContain('\u202e');
    expect(mail?.parsed.text?.split('\n').filter((line) => line.startsWith('Bcc'))).toEqual([]);
  });

  it('neither does a customer’s name, a method or a reference', async () => {
    const evil = await story.customer('Evil\r\nSubject: pwned, <b>Inc</b>');
    await story.receiptIssued(
      story.receipt(evil, {
        method: '<a href="https://evil.example">x</a>',
        reference: 'a\nb'.repeat(500),
        customerName: evil.name,
      }),
    );
    const mail = await theMail();
    expect(mail?.parsed.subject).toBe('Payment received: €3,000.00 from Evil Subject: pwned, <b>Inc</b>');
    expect(mail?.parsed.html).not.toMatch(/<b>|href="https:\/\/evil/);
    expect((mail?.parsed.headers ?? []).filter(({ key }) => key === 'subject')).toHaveLength(1);
  });
});
