import { afterEach, expect, it } from '@jest/globals';
import { sellerOfDemo } from './demoSeller.mjs';

afterEach(() => {
  delete process.env.SELLER_NAME;
});

it('the demo names a fictional company; without the demo, nobody is named', () => {
  expect(sellerOfDemo(true)).toMatchObject({ SELLER_NAME: 'Closeout Demo GmbH', SELLER_BANK: 'Demo Bank' });
  expect(sellerOfDemo(false)).toEqual({});
});

it('a company that the environment names gets nothing of the fictional one', () => {
  process.env.SELLER_NAME = 'Real Ltd';
  expect(sellerOfDemo(true)).toEqual({});
});
