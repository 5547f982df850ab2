import { expect, it } from '@jest/globals';
import { oneOfFew } from '../src/sessions/passwords.js';

it('whoever is known waits behind one stranger at most, and is let in when too many of them wait', async () => {
  const done: string[] = [];
  const endings: (() => void)[] = [];
  const hold = () => oneOfFew(() => new Promise<void>((resolve) => endings.push(resolve)));
  const held = [hold(), hold()];
  const ask = (name: string, known: boolean) =>
    oneOfFew(() => {
      done.push(name);
      return Promise.resolve();
    }, known);
  const strangers = Array.from({ length: 200 }, (_, n) => ask(`stranger ${n}`, false));
  await expect(ask('one more', false)).rejects.toMatchObject({ code: 'too-many-sign-ins' });
  const known = [ask('Fiona', true), ask('Petra', true)];
  for (const end of endings) end();
  await Promise.all([...held, ...strangers, ...known]);
  expect(done).toHaveLength(202);
  expect(done.indexOf('Fiona')).toBeLessThan(3);
  expect(done.indexOf('Petra')).toBeLessThan(5);
});
