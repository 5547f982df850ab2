import { describe, expect, it } from '@jest/globals';
import type { StoredEvent } from '@closeout/contracts/events';
import { rawMessageOf, readMessage, toProperties, UnreadableMessage } from './message.js';

const event: StoredEvent = {
  id: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b11',
  source: 'billing',
  type: 'billing.receipt-issued.v1',
  subject: '0199d3a0-6c1e-7c39-b6f4-0d1f5c8a2b12',
  time: '2026-01-31T09:30:00.000Z',
  aggregateVersion: 3,
  position: 17,
  correlationId: 'request-1',
  causationId: null,
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  data: { amount: '3000.00', currency: 'EUR' },
};

describe('an event as a message', () => {
  it('comes back as it was', () => {
    expect(readMessage(rawMessageOf(event))).toEqual(event);
    expect(readMessage(rawMessageOf({ ...event, correlationId: null, traceparent: null }))).toMatchObject({
      correlationId: null,
      traceparent: null,
    });
  });

  it('is persistent, mandatory, and known by the event’s id', () => {
    expect(toProperties(event)).toMatchObject({ messageId: event.id, deliveryMode: 2, mandatory: true });
  });

  it('carries attributes that this release does not know without harm', () => {
    const raw = rawMessageOf(event);
    expect(
      readMessage({ ...raw, headers: { ...raw.headers, cloudEvents_later: 'x', 'x-death': [] } }),
    ).toEqual(event);
  });

  it.each([
    ['without an id', { cloudEvents_id: undefined }],
    ['with an id that is none', { cloudEvents_id: 'seventeen' }],
    ['without a type', { cloudEvents_type: '' }],
    ['with a source that cannot be stored', { cloudEvents_source: 'bill\0ing' }],
    ['without a version', { cloudEvents_aggregateversion: 'new' }],
  ])('%s is unreadable', (_, headers) => {
    const raw = rawMessageOf(event);
    expect(() => readMessage({ ...raw, headers: { ...raw.headers, ...headers } })).toThrow(UnreadableMessage);
  });

  it('whose body is no JSON is unreadable', () => {
    expect(() => readMessage({ ...rawMessageOf(event), body: Buffer.from('{') })).toThrow(UnreadableMessage);
  });
});
