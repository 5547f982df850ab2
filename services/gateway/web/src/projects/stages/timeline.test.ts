import { describe, expect, it } from '@jest/globals';
import { dueTooLate, timelineOf } from './timeline.js';

const stage = (id: string, dueDate: string | null, dependsOn: string[] = []) => ({ id, dueDate, dependsOn });
const project = { startDate: '2026-01-01', endDate: '2026-04-11', today: '2026-02-20' };
const barsOf = (stages: ReturnType<typeof stage>[]) =>
  timelineOf({ ...project, stages }).bars.map(({ start, end }) => [start, end]);

describe('A timeline', () => {
  it('has a stage begin when what it waits for is due', () => {
    const stages = [stage('a', '2026-01-21'), stage('b', '2026-02-10'), stage('c', '2026-03-12', ['a'])];
    expect(barsOf(stages)).toEqual([
      [0, 20],
      [20, 40],
      [20, 70],
    ]);
  });

  it('has a stage without a due date go on to the end, and one that is due too early begin with the project', () => {
    const stages = [stage('a', '2026-03-12'), stage('b', '2026-02-10', ['a']), stage('c', null, ['a'])];
    expect(barsOf(stages)).toEqual([
      [0, 70],
      [0, 40],
      [70, 100],
    ]);
    expect(dueTooLate(stages[1]!, stages).map(({ id }) => id)).toEqual(['a']);
    expect(dueTooLate(stages[2]!, stages)).toEqual([]);
  });

  it('draws what waits for what, by rows', () => {
    const stages = [stage('a', '2026-01-21'), stage('b', null, ['a']), stage('c', null, ['a', 'b'])];
    expect(timelineOf({ ...project, stages }).links).toEqual([
      { from: 0, to: 1 },
      { from: 0, to: 2 },
      { from: 1, to: 2 },
    ]);
  });

  it('marks months, and today where it is inside', () => {
    const { ticks, today } = timelineOf({ ...project, stages: [] });
    expect(ticks.map(({ day }) => day)).toEqual(['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01']);
    expect(today).toBe(50);
    expect(timelineOf({ ...project, today: '2027-06-01', stages: [] }).today).toBeNull();
  });

  it('reaches to today where that is soon after the end', () => {
    expect(timelineOf({ ...project, today: '2026-04-20', stages: [] })).toMatchObject({
      to: '2026-04-20',
      today: 100,
    });
  });

  it('has something to show of a project of a day', () => {
    const day = { startDate: '2026-01-01', endDate: '2026-01-01', today: '2026-01-01' };
    const { bars, ticks } = timelineOf({ ...day, stages: [stage('a', '2026-01-01')] });
    expect(bars).toEqual([{ id: 'a', start: 0, end: 1.5, open: false }]);
    expect(ticks.length).toBeGreaterThan(0);
  });
});
