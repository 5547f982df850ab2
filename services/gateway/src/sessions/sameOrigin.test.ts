import { describe, expect, it } from '@jest/globals';
import { changesSomething, requireSameOrigin } from './sameOrigin.js';

const ours = 'https://closeout.example.com';
const refusal = (headers: Record<string, string>) => {
  try {
    requireSameOrigin(headers, ours);
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const asked = { 'x-requested-with': 'closeout' };

describe('A change with the session cookie', () => {
  it('passes when our own page asked for it', () => {
    expect(refusal({ ...asked, origin: ours, 'sec-fetch-site': 'same-origin' })).toBeNull();
    expect(refusal({ ...asked, origin: ours })).toBeNull();
    expect(refusal({ ...asked, 'sec-fetch-site': 'same-origin' })).toBeNull();
  });
  it.each([
    { origin: 'https://evil.example' },
    { origin: 'https://closeout.example.com.evil.example' },
    { origin: 'http://closeout.example.com' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'none' },
    { origin: ours, 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    {},
  ])('is refused when another page did, or nobody says who: %j', (headers) => {
    expect(refusal({ ...asked, ...(headers as Record<string, string>) })).toBe('cross-site-request');
  });
  it('needs the header that a form cannot send', () => {
    expect(refusal({ origin: ours })).toBe('request-header-missing');
    expect(refusal({ origin: ours, 'x-requested-with': 'XMLHttpRequest' })).toBe('request-header-missing');
  });
  it('is what every method but the reading ones asks for', () => {
    expect(['GET', 'HEAD', 'OPTIONS'].map(changesSomething)).toEqual([false, false, false]);
    expect(['POST', 'PUT', 'PATCH', 'DELETE', 'QUERY'].map(changesSomething)).toEqual(Array(5).fill(true));
  });
});
