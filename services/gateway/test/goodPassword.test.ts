import { describe, expect, it } from '@jest/globals';
import { whatIsWrong } from '../src/sessions/goodPassword.js';

const petra = { email: 'petra.manager@example.com', name: 'Petra Manager' };

describe('A password', () => {
  it.each([
    'password123',
    'Passwort123',
    'P@ssw0rd123',
    'Password2024!',
    '1234567890',
    '123456789012345',
    'qwertyuiop',
    'qwertzuiopü',
    'iloveyou12',
    'letmein123',
    'administrator',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    'closeout123',
    'closeout-demo',
    'Closeout-Demo!',
  ])('that everybody tries first is refused: %s', async (password) => {
    expect(await whatIsWrong(password, petra)).not.toBeNull();
  });

  it.each([
    'petra.manager@example.com',
    'PETRA.MANAGER@EXAMPLE.COM ',
    'Petra Manager',
    'petramanager',
    'petra.manager1',
  ])('made of its owner’s address or name is refused: %s', async (password) => {
    expect(await whatIsWrong(password, petra)).not.toBeNull();
  });

  it.each(['          ', '\t\t\t\t\t\t\t\t\t\t\t\t', '     abcdef     ', `pa55word${' '.repeat(20)}`])(
    'of blanks is refused: “%s”',
    async (password) => {
      expect(await whatIsWrong(password, petra)).not.toBeNull();
    },
  );

  it.each([
    'correct horse',
    'mein hund bello',
    'x8k2m-92kds-2kdk2-9sk2m',
    'a better password',
    'Überraschung am Dienstag',
  ])('that takes long to guess is taken: %s', async (password) => {
    expect(await whatIsWrong(password, petra)).toBeNull();
  });

  it('of two hundred characters is judged within a blink', async () => {
    await whatIsWrong('to load the lists', petra);
    const startedAt = performance.now();
    for (const password of ['ab'.repeat(100), 'passwort'.repeat(25), '1qaz2wsx'.repeat(25), 'x1!'.repeat(66)])
      await whatIsWrong(password, petra);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
