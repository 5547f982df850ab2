import { expect, it } from '@jest/globals';
import { NotificationKind } from '@closeout/contracts/http/notifications';
import { choose, nothingChosen, presentPreferences } from './preferences.js';

it('everyone is told of everything until they choose', () => {
  const { preferences } = presentPreferences(nothingChosen);
  expect(preferences.map(({ kind }) => kind)).toEqual(NotificationKind.options);
  expect(preferences.every(({ email, description }) => email && description !== '')).toBe(true);
});

it('a choice changes what it names, and nothing else', () => {
  expect(choose([], [{ kind: 'payment-received', email: false }])).toEqual(['payment-received']);
  expect(
    choose(['payment-received', 'project-created'], [{ kind: 'payment-received', email: true }]),
  ).toEqual(['project-created']);
});

it('a kind from another release stays muted', () => {
  expect(choose(['unheard-of'], [{ kind: 'payment-received', email: false }])).toEqual([
    'payment-received',
    'unheard-of',
  ]);
});
