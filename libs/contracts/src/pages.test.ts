import { expect, it } from '@jest/globals';
import { pageOf, pages } from './pages.js';

it('the page of a record is found by its id', () => {
  expect(pageOf('order', '0199d3a0')).toBe('/orders/0199d3a0');
  expect(pageOf('deadLetter', 'billing', '0199d3a0')).toBe('/operations/dead-letters/billing/0199d3a0');
  expect(pageOf('dashboard')).toBe('/');
});

it('what is put into an address stays one part of it', () => {
  expect(pageOf('order', '../users?a=$&')).toBe('/orders/..%2Fusers%3Fa%3D%24%26');
});

it('no two pages have one address', () => {
  const all = Object.values(pages);
  expect(new Set(all).size).toBe(all.length);
});
