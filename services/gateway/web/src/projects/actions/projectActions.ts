import { api } from '../../api/client.js';

export interface Action {
  permission: string;
  /** Without one the change would not be understood later. */
  reason: 'required' | 'optional';
  /** It cannot be taken back, or only with trouble. */
  grave?: boolean;
  call(id: string, body: { reason: string; effectiveDate?: string }, dryRun: boolean): Promise<Answer>;
}

interface Answer {
  data?: unknown;
  error?: unknown;
  response: Response;
}

const at = (id: string, dryRun: boolean) => ({
  params: { path: { id }, query: { dryRun: dryRun ? ('true' as const) : ('false' as const) } },
});

/** Of an empty reason nothing is sent where it may be left out. */
const withoutEmpty = ({ reason, effectiveDate }: { reason: string; effectiveDate?: string }) => ({
  ...(reason && { reason }),
  ...(effectiveDate && { effectiveDate }),
});

/** By the names that a project's `actions` have. */
export const projectActions = {
  hold: {
    permission: 'projects.change_status',
    reason: 'required',
    call: (id, body, dryRun) => api.POST('/projects/{id}/hold', { ...at(id, dryRun), body }),
  },
  resume: {
    permission: 'projects.change_status',
    reason: 'required',
    call: (id, body, dryRun) => api.POST('/projects/{id}/resume', { ...at(id, dryRun), body }),
  },
  'technical-closure': {
    permission: 'projects.technical_closure',
    reason: 'optional',
    call: (id, body, dryRun) =>
      api.POST('/projects/{id}/technical-closure', { ...at(id, dryRun), body: withoutEmpty(body) }),
  },
  'financial-closure': {
    permission: 'projects.finance_closure',
    reason: 'optional',
    call: (id, body, dryRun) =>
      api.POST('/projects/{id}/financial-closure', { ...at(id, dryRun), body: withoutEmpty(body) }),
  },
  reopen: {
    permission: 'projects.edit',
    reason: 'required',
    call: (id, body, dryRun) => api.POST('/projects/{id}/reopen', { ...at(id, dryRun), body }),
  },
  'emergency-finalize': {
    permission: 'projects.edit',
    reason: 'required',
    grave: true,
    call: (id, body, dryRun) => api.POST('/projects/{id}/emergency-finalize', { ...at(id, dryRun), body }),
  },
  cancel: {
    permission: 'projects.change_status',
    reason: 'required',
    grave: true,
    call: (id, body, dryRun) => api.POST('/projects/{id}/cancel', { ...at(id, dryRun), body }),
  },
} satisfies Record<string, Action>;

export type ActionName = keyof typeof projectActions;
export const isAction = (name: string): name is ActionName => name in projectActions;
