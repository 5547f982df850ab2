import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@closeout/service-kit/auth';
import { assertVisible, canSee } from './visibility.js';

const actor = (permissions: string[], clearance = 0): Actor => ({
  kind: 'user',
  id: 'me',
  name: 'Me',
  permissions: new Set(permissions),
  clearance,
});
const project = { securityLevel: 0, projectManagerId: null, technicalManagerId: null, memberIds: [] };

describe('A project is seen', () => {
  it('with the permission, or by those who run it or are on its team', () => {
    expect(canSee(actor(['projects.view']), project)).toBe(true);
    expect(canSee(actor([]), project)).toBe(false);
    expect(canSee(actor([]), { ...project, projectManagerId: 'me' })).toBe(true);
    expect(canSee(actor([]), { ...project, technicalManagerId: 'me' })).toBe(true);
    expect(canSee(actor([]), { ...project, memberIds: ['you', 'me'] })).toBe(true);
    expect(canSee(actor([]), { ...project, memberIds: ['you'] })).toBe(false);
  });

  it('only with the clearance that its customer asks for, even by those who run it', () => {
    const secret = { ...project, securityLevel: 3, projectManagerId: 'me' };
    expect(canSee(actor(['projects.view'], 2), secret)).toBe(false);
    expect(canSee(actor([], 3), secret)).toBe(true);
  });

  it('or is not there', () => {
    expect(() => assertVisible(actor([]), project, 'x')).toThrow('project-not-found');
    expect(() => assertVisible(actor(['projects.view']), null, 'x')).toThrow('project-not-found');
    expect(assertVisible(actor(['projects.view']), project, 'x')).toBe(project);
  });
});
