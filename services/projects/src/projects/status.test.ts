import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@closeout/contracts/errors';
import type { ProjectStatus } from '@closeout/contracts/http/projects';
import { projectStatuses, projectStatusWords } from '@closeout/contracts/vocabulary';
import {
  actionTowards,
  assertAllows,
  assertCanArchive,
  assertWritable,
  isReadOnly,
  openActions,
  transitionFor,
  transitions,
  type StatusAction,
} from './status.js';

const project = (status: ProjectStatus, archived = false) => ({ number: 'PRJ-2026-0001', status, archived });
const refusal = (run: () => unknown): DomainError => {
  try {
    run();
  } catch (error) {
    return error as DomainError;
  }
  throw new Error('was not refused');
};

/** The table of the domain model, as it stands there. */
const allowed: Record<StatusAction, [ProjectStatus[], ProjectStatus]> = {
  hold: [['ACTIVE'], 'ON_HOLD'],
  resume: [['ON_HOLD'], 'ACTIVE'],
  'technical-closure': [['ACTIVE'], 'TECHNICALLY_CLOSED'],
  'financial-closure': [['TECHNICALLY_CLOSED'], 'FINALIZED'],
  'emergency-finalize': [['ACTIVE', 'ON_HOLD', 'TECHNICALLY_CLOSED'], 'FINALIZED'],
  reopen: [['TECHNICALLY_CLOSED', 'FINALIZED'], 'ACTIVE'],
  cancel: [['ACTIVE', 'ON_HOLD'], 'CANCELLED'],
};
const cases = (Object.keys(allowed) as StatusAction[]).flatMap((action) =>
  projectStatuses.map((status) => [action, status, allowed[action][0].includes(status)] as const),
);

describe('The status of a project', () => {
  it.each(cases)('%s of a project that is %s: %s', (action, status, possible) => {
    if (possible) {
      expect(transitionFor(project(status), action)).toMatchObject({
        from: status,
        to: allowed[action][1],
        action,
      });
      return;
    }
    const error = refusal(() => transitionFor(project(status), action));
    expect(error).toMatchObject({ kind: 'conflict', code: 'transition-not-allowed' });
    expect(error.extra).toMatchObject({ currentStatus: status, allowed: openActions(project(status)) });
  });

  it('has no other ways than these', () => {
    expect(transitions).toHaveLength(cases.filter(([, , possible]) => possible).length);
  });

  it('is for ever once cancelled', () => {
    expect(openActions(project('CANCELLED'))).toEqual(['archive']);
  });

  it('says what is open now', () => {
    expect(openActions(project('ACTIVE'))).toEqual([
      'hold',
      'technical-closure',
      'emergency-finalize',
      'cancel',
    ]);
    expect(openActions(project('TECHNICALLY_CLOSED'))).toEqual([
      'financial-closure',
      'emergency-finalize',
      'reopen',
    ]);
    expect(openActions(project('FINALIZED'))).toEqual(['reopen', 'archive']);
    expect(openActions(project('FINALIZED', true))).toEqual(['reopen', 'unarchive']);
  });

  it.each(projectStatuses)('%s is read-only only if it is final', (status) => {
    const final = status === 'FINALIZED' || status === 'CANCELLED';
    expect(isReadOnly(status)).toBe(final);
    if (final)
      expect(refusal(() => assertWritable(project(status)))).toMatchObject({ code: 'project-read-only' });
    else expect(() => assertWritable(project(status))).not.toThrow();
  });

  it.each([
    ['ACTIVE', 'administration delivery time expenditure decisions'],
    ['ON_HOLD', 'administration delivery decisions'],
    ['TECHNICALLY_CLOSED', 'administration'],
    ['FINALIZED', ''],
    ['CANCELLED', ''],
  ] as const)('%s allows: %s', (status, allowed) => {
    for (const work of ['administration', 'delivery', 'time', 'expenditure', 'decisions'] as const) {
      const run = () => assertAllows(project(status), work);
      if (allowed.includes(work)) {
        expect(run).not.toThrow();
        continue;
      }
      const error = refusal(run);
      expect(error.code).toBe(allowed === '' ? 'project-read-only' : 'project-status-forbids');
      expect(error.extra).toMatchObject({ currentStatus: status, allowed: openActions(project(status)) });
      for (const action of openActions(project(status))) expect(error.detail).toContain(action);
    }
  });

  it.each(projectStatuses)('%s can be archived only if it is final, and only once', (status) => {
    const final = isReadOnly(status);
    for (const [action, archived] of [
      ['archive', false],
      ['archive', true],
      ['unarchive', false],
      ['unarchive', true],
    ] as const) {
      const run = () => assertCanArchive(project(status, archived), action);
      if (final && archived === (action === 'unarchive')) expect(run).not.toThrow();
      else expect(refusal(run)).toMatchObject({ code: 'transition-not-allowed' });
    }
  });
});

describe('A status in any vocabulary', () => {
  it.each([
    ['ACTIVE', 'On Hold', 'hold'],
    ['ACTIVE', 'OnHold', 'hold'],
    ['ACTIVE', 'ON_HOLD', 'hold'],
    ['ON_HOLD', 'Active', 'resume'],
    ['ON_HOLD', 'ACTV', 'resume'],
    ['TECHNICALLY_CLOSED', 'ACTV', 'reopen'],
    ['FINALIZED', 'active', 'reopen'],
    ['ACTIVE', 'FINA', 'both-closures'],
    ['ACTIVE', 'Completed', 'both-closures'],
    ['ACTIVE', 'TCLS', 'technical-closure'],
    ['TECHNICALLY_CLOSED', 'CLOSED', 'financial-closure'],
    ['ACTIVE', 'Cancelled', 'cancel'],
    ['ACTIVE', 'CANCELED', 'cancel'],
    ['ON_HOLD', 'Inactive', 'cancel'],
    ['FINALIZED', 'Inactive', 'archive'],
  ] as const)('%s → %s is %s', (status, word, action) => {
    expect(actionTowards(project(status), word)).toBe(action);
  });

  it.each([
    ['ACTIVE', 'ACTV'],
    ['ON_HOLD', 'Completed'],
    ['FINALIZED', 'CLOSED'],
    ['CANCELLED', 'Active'],
    ['ON_HOLD', 'TCLS'],
    ['FINALIZED', 'On Hold'],
  ] as const)('%s → %s is refused', (status, word) => {
    expect(refusal(() => actionTowards(project(status), word))).toMatchObject({
      code: 'transition-not-allowed',
    });
  });

  const words = Object.entries(projectStatusWords).flatMap(([status, { allows: _, ...vocabularies }]) =>
    [status, ...Object.values(vocabularies)].filter((word) => word !== null),
  );
  it.each([...new Set(words)])(
    '%s never means an emergency finalization, wherever the project is',
    (word) => {
      for (const status of projectStatuses) {
        let action = '';
        try {
          action = actionTowards(project(status), word);
        } catch (error) {
          expect(error).toMatchObject({ code: 'transition-not-allowed' });
        }
        expect(action).not.toBe('emergency-finalize');
      }
    },
  );

  it('must be one of them', () => {
    expect(refusal(() => actionTowards(project('ACTIVE'), 'Paused'))).toMatchObject({
      kind: 'invalid',
      code: 'unknown-status',
    });
  });
});
