import { expect, it } from '@jest/globals';
import { permissions } from '@closeout/contracts/permissions';
import { de } from './de/index.js';
import { en } from './en/index.js';
import { translator, wordsOf } from './translate.js';

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

it('texts are chosen by number, and numbers written as the language does', () => {
  const t = translator(de, 'de');
  expect(t('projects.shown', { count: 1 })).toBe('1 Projekt angezeigt');
  expect(t('projects.shown', { count: 1200 })).toBe('1.200 Projekte angezeigt');
});

it('every German text has a place for the same values as the English one', () => {
  for (const [key, text] of Object.entries(en))
    expect([key, placeholders(de[key as keyof typeof en])]).toEqual([key, placeholders(text)]);
});

it('a word that is newer than the catalog stands for itself', () => {
  expect(wordsOf(en)('status', 'ON_HOLD')).toBe('On hold');
  expect(wordsOf(en)('status', 'PAUSED')).toBe('PAUSED');
});

it('every permission and its area has words', () => {
  const word = wordsOf(en);
  for (const permission of permissions) {
    expect(word('permission', permission)).not.toBe(permission);
    const [area = ''] = permission.split('.');
    expect(word('permissionArea', area)).not.toBe(area);
  }
});
