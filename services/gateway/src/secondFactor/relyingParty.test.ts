import { expect, it } from '@jest/globals';
import { relyingPartyOf } from './relyingParty.js';

it.each([
  ['https://closeout.example.com/', 'closeout.example.com', 'https://closeout.example.com'],
  ['https://closeout.example.com:8443', 'closeout.example.com', 'https://closeout.example.com:8443'],
  ['http://localhost:8080', 'localhost', 'http://localhost:8080'],
])('at %s passkeys are for %s', (url, id, origin) =>
  expect(relyingPartyOf(url)).toEqual({ on: true, id, origin }),
);

it.each([
  ['http://closeout.example.com', 'HTTPS'],
  ['https://192.0.2.7', 'a name'],
  ['http://[::1]:8080', 'a name'],
])('at %s there are none: they need %s', (url, need) =>
  expect(relyingPartyOf(url)).toMatchObject({ on: false, reason: expect.stringContaining(need) }),
);
