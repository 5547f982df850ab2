import { expect, it } from '@jest/globals';
import { choose, presentPreferences } from './preferences.js';

it('everyone is told of everything until they choose', () => {
  expect(presentPreferences(0, []).preferences.map(({ kind, email }) => [kind, email])).toEqual([
    ['project-created', true],
    ['payment-received', true],
  ]);
});

it('a choice changes what it names, and nothing else', () => {
  expect(choose([], [{ kind: 'payment-received', email: false }])).toEqual(['payment-received']);
  expect(
    choose(['payment-received', 'project-created'], [{ kind: 'payment-received', email: true }]),
  ).toEqual(['project-created']);
});

it('a kind from another release stays muted', () => {
  expect(choose(['stage-overdue'], [{ kind: 'payment-received', email: false }])).toEqual([
    'payment-received',
    'stage-overdue',
  ]);
});
