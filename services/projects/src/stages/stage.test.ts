import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isStageOverdue, overallCompletion, stageStatus, type Stage } from './stage.js';

const stage = (id: string, completion: number, dependsOn: string[] = [], weight = 1): Stage => ({
  id,
  version: 1,
  projectId: 'p',
  name: id,
  description: null,
  order: 1,
  dueDate: '2026-02-15',
  weight,
  completion,
  dependsOn,
});

describe('A stage', () => {
  it('is blocked until what it depends on is complete', () => {
    const [a, b] = [stage('a', 99), stage('b', 0, ['a'])];
    expect(stageStatus(a, [a, b])).toBe('IN_PROGRESS');
    expect(stageStatus(b, [a, b])).toBe('BLOCKED');
    expect(stageStatus(b, [stage('a', 100), b])).toBe('NOT_STARTED');
  });

  it('that was begun is blocked again when that is taken up again; a complete one stays complete', () => {
    const a = stage('a', 60);
    expect(stageStatus(stage('b', 40, ['a']), [a])).toBe('BLOCKED');
    expect(stageStatus(stage('b', 100, ['a']), [a])).toBe('COMPLETED');
  });

  it('is overdue from the day after its due date until it is complete', () => {
    expect(isStageOverdue(stage('a', 99), '2026-02-15')).toBe(false);
    expect(isStageOverdue(stage('a', 99), '2026-02-16')).toBe(true);
    expect(isStageOverdue(stage('a', 100), '2026-02-16')).toBe(false);
    expect(isStageOverdue({ ...stage('a', 0), dueDate: null }, '2026-02-16')).toBe(false);
  });
});

describe('The overall completion', () => {
  it('is the mean by weight', () => {
    expect(overallCompletion([])).toBe(0);
    expect(overallCompletion([stage('a', 100), stage('b', 0), stage('c', 0)])).toBe(3333);
    expect(overallCompletion([stage('a', 100), stage('b', 100), stage('c', 0)])).toBe(6667);
    expect(overallCompletion([stage('a', 100, [], 3), stage('b', 20)])).toBe(8000);
  });

  it('is 100 exactly when every stage is complete, and grows with each', () => {
    const part = fc.record({
      completion: fc.integer({ min: 0, max: 100 }),
      weight: fc.integer({ min: 1, max: 1000 }),
    });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 200 }), (parts) => {
        const mean = overallCompletion(parts);
        expect(mean === 10_000).toBe(parts.every((p) => p.completion === 100));
        const [first, ...rest] = parts;
        if (first) {
          expect(overallCompletion([{ ...first, completion: 100 }, ...rest])).toBeGreaterThanOrEqual(mean);
          expect(overallCompletion([{ ...first, completion: 0 }, ...rest])).toBeLessThanOrEqual(mean);
        }
      }),
    );
  });
});
