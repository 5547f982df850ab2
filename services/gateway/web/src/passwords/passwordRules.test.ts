import { expect, it } from '@jest/globals';
import { rulesFor } from './passwordRules.js';

const nina = { email: 'nina@example.com', name: 'Nina Newcomer' };
const met = (password: string) =>
  rulesFor(password, nina)
    .filter(({ met }) => met)
    .map(({ name }) => name);

it('a password is long enough without the blanks around it', () => {
  expect(met('short')).toEqual(['own']);
  expect(met('     x    ')).toEqual([]);
  expect(met('four words nobody joins')).toEqual(['length', 'own']);
  expect(met('')).toEqual([]);
});

it('one’s own name and address make no password, but may stand in one', () => {
  expect(met('NinaNewcomer')).toEqual(['length']);
  expect(met('nina.newcomer1')).toEqual(['length']);
  expect(met('nina walks her tortoise')).toEqual(['length', 'own']);
});
