import { describe, expect, it } from '@jest/globals';
import { createSeal } from '../keys/seal.js';
import {
  decideRefresh,
  isRefreshToken,
  newRefreshToken,
  nextRefreshToken,
  type RefreshState,
} from './refreshToken.js';

const now = new Date('2026-03-01T12:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);
const client = Buffer.from('a'.repeat(32));
const fresh: RefreshState = {
  now,
  token: { expiresAt: ago(-1000), usedAt: null, usedBy: null },
  successorUsed: false,
  session: { expiresAt: ago(-1000), revokedAt: null },
  userActive: true,
  client,
};
const used = { ...fresh, token: { ...fresh.token, usedAt: ago(3000), usedBy: client } };

describe('A refresh token', () => {
  it('works once', () => {
    expect(decideRefresh(fresh)).toBe('rotate');
    expect(decideRefresh({ ...used, token: { ...used.token, usedAt: ago(11_000) } })).toBe('reused');
  });
  it('may be sent again by the same client at once, when the answer got lost', () => {
    expect(decideRefresh(used)).toBe('repeat');
  });
  it('sent again by somebody else is a theft, however soon', () => {
    expect(decideRefresh({ ...used, client: Buffer.from('b'.repeat(32)) })).toBe('reused');
  });
  it('sent again after its successor was used is a theft, however soon', () => {
    expect(decideRefresh({ ...used, successorUsed: true })).toBe('reused');
  });
  it('is worth nothing once it or its session is over, or the user is gone', () => {
    expect(decideRefresh({ ...fresh, token: { ...fresh.token, expiresAt: now } })).toBe('refuse');
    expect(decideRefresh({ ...fresh, session: { ...fresh.session, expiresAt: now } })).toBe('refuse');
    expect(decideRefresh({ ...fresh, session: { ...fresh.session, revokedAt: now } })).toBe('refuse');
    expect(decideRefresh({ ...fresh, userActive: false })).toBe('refuse');
  });
  it('is followed by one that only the holder of KEY_SECRET can derive', () => {
    const token = newRefreshToken();
    const next = nextRefreshToken(token, createSeal('x'.repeat(32)));
    expect(isRefreshToken(token) && isRefreshToken(next)).toBe(true);
    expect(next).toBe(nextRefreshToken(token, createSeal('x'.repeat(32))));
    expect(next).not.toBe(nextRefreshToken(token, createSeal('y'.repeat(32))));
  });
});
