import { describe, expect, it } from '@jest/globals';
import { newStage, orderAt, shareOf, stagePatch, stageValues, type Stage } from './stageForm.js';

const stage = (id: string, order: number, more: Partial<Stage> = {}): Stage => ({
  id,
  order,
  name: id,
  description: null,
  version: 1,
  projectId: 'p',
  dueDate: null,
  weight: 1,
  completion: 0,
  dependsOn: [],
  blockedBy: [],
  status: 'NOT_STARTED',
  overdue: false,
  ...more,
});
const [a, b, c] = [stage('a', 0), stage('b', 1), stage('c', 5)];
const all = [a, b, c];

describe('The place of a stage', () => {
  it('of a new one is the last, or that of the one which makes room', () => {
    expect(orderAt(3, null, all)).toBeUndefined();
    expect(orderAt(0, null, all)).toBe(0);
    expect(orderAt(2, null, all)).toBe(5);
  });

  it('is taken from the one before when it moves up, and from the one after when it moves down', () => {
    expect(orderAt(1, b, all)).toBeUndefined();
    expect(orderAt(0, b, all)).toBe(0);
    expect(orderAt(2, b, all)).toBe(5);
    expect(orderAt(2, a, all)).toBe(5);
    expect(orderAt(0, c, all)).toBe(0);
  });
});

describe('A stage', () => {
  it('is planned with everything that was filled in', () => {
    expect(stagePatch({ ...newStage(all), name: ' Test ', dependsOn: ['a'] }, null, null, all)).toEqual({
      name: 'Test',
      description: null,
      dueDate: null,
      weight: 1,
      dependsOn: ['a'],
    });
  });

  it('is changed where it was changed', () => {
    const before = stageValues(b, all);
    const after = { ...before, dueDate: '2026-02-01', place: '0' };
    expect(stagePatch(after, before, b, all)).toEqual({ dueDate: '2026-02-01', order: 0 });
  });

  it('is a part of the whole by its weight', () => {
    expect(shareOf(stage('x', 1, { weight: 2 }), [stage('x', 1, { weight: 2 }), a, b])).toBe(50);
  });
});
