import { expect, it } from '@jest/globals';
import { newPassword } from './password.js';

it('a password is long, legible, and another each time', () => {
  expect(newPassword()).toMatch(/^[a-hj-km-np-z2-9]{5}(-[a-hj-km-np-z2-9]{5}){3}$/);
  expect(newPassword()).not.toBe(newPassword());
});

it('bytes that would favour some letters are thrown away', () => {
  let calls = 0;
  expect(newPassword((count) => new Uint8Array(count).fill((calls += 1) === 1 ? 255 : 0))).toBe(
    'aaaaa-aaaaa-aaaaa-aaaaa',
  );
  expect(calls).toBe(2);
});
