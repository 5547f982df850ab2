import { describe, expect, it } from '@jest/globals';
import { emailKey, emailSpellings, withReadableDomains } from './emailKey.js';

describe('An e-mail address', () => {
  it('is the same however its domain and its case are written', () => {
    for (const other of [
      'Post@Müller.example',
      'post@mu\u0308ller.example',
      'post@xn--mller-kva.example',
      'POST@XN--MLLER-KVA.EXAMPLE',
    ])
      expect([other, emailKey(other)]).toEqual([other, 'post@müller.example']);
    expect(emailKey('a@İzmir.example')).toBe(
      emailKey('a@xn--izmir-hya.example'.replace(/@.*/, '@i\u0307zmir.example')),
    );
    expect(emailKey('İnci@a.example')).toBe(emailKey('i\u0307nci@a.example'));
    expect(emailKey('post@例え。テスト')).toBe('post@例え.テスト');
  });

  it('is another where the mail server or DNS may tell it apart', () => {
    for (const [one, other] of [
      ['müller@a.example', 'muller@a.example'],
      ['ﬁona@a.example', 'fiona@a.example'],
      ['a@straße.example', 'a@strasse.example'],
    ] as const)
      expect(emailKey(one)).not.toBe(emailKey(other));
  });

  it('stays as it is where its domain is none', () => {
    expect(emailKey('A@xn--zz.example')).toBe('a@xn--zz.example');
    expect(emailKey('No address')).toBe('no address');
  });

  it('is looked for in each of its spellings', () => {
    expect(emailSpellings('post@xn--mller-kva.example')).toEqual([
      'post@xn--mller-kva.example',
      'post@müller.example',
    ]);
    expect(emailSpellings('Post@Müller.example')).toEqual([
      'post@müller.example',
      'post@xn--mller-kva.example',
    ]);
  });

  it('is searched as people read it', () => {
    expect(withReadableDomains('Post@xn--mller-kva.example Berlin')).toBe('Post@müller.example Berlin');
    expect(withReadableDomains('xn--zz.example')).toBe('xn--zz.example');
  });
});
