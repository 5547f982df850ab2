import { describe, expect, it } from '@jest/globals';
import {
  isDueForRotation,
  planRotation,
  signingKeyAt,
  type KeyPolicy,
  type SigningKeyTimes,
} from './signingKey.js';

const policy: KeyPolicy = { leadMs: 45_000, tokenMs: 600_000, maxAgeMs: 30 * 86_400_000 };
const noon = new Date('2026-03-01T12:00:00Z');
const later = (ms: number) => new Date(noon.getTime() + ms);
const key = (id: string, signsFrom: Date, trustedUntil: Date | null = null): SigningKeyTimes => ({
  id,
  createdAt: signsFrom,
  signsFrom,
  signsUntil: trustedUntil,
  trustedUntil,
});

describe('A signing key', () => {
  it('signs only once every service can know it', () => {
    const plan = planRotation(noon, policy, 'renewal');
    const keys = [key('old', later(-1000), plan.others.trustedUntil), key('new', plan.signsFrom)];
    expect(signingKeyAt(keys, later(44_000))?.id).toBe('old');
    expect(signingKeyAt(keys, later(45_000))?.id).toBe('new');
  });

  it('is trusted until the last token it signed has expired', () => {
    const { others } = planRotation(noon, policy, 'renewal');
    expect(others.trustedUntil.getTime()).toBeGreaterThanOrEqual(
      others.signsUntil.getTime() + policy.tokenMs,
    );
  });

  it('that leaked is dropped at once', () => {
    const plan = planRotation(noon, policy, 'leaked');
    const keys = [key('leaked', later(-1000), plan.others.trustedUntil), key('new', plan.signsFrom)];
    expect(signingKeyAt(keys, noon)?.id).toBe('new');
  });

  it('is replaced when it is old, and when there is none', () => {
    expect(isDueForRotation([], noon, policy)).toBe(true);
    expect(isDueForRotation([key('a', later(-policy.maxAgeMs))], noon, policy)).toBe(true);
    expect(isDueForRotation([key('a', later(-policy.maxAgeMs)), key('b', later(45_000))], noon, policy)).toBe(
      false,
    );
  });
});
