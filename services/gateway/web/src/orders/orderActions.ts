import { api, ask } from '../api/client.js';
import { waitingVersion } from './orderFigures.js';
import type { Order } from './orderQueries.js';

export interface OrderAction {
  /** One of them is enough. */
  permissions: readonly string[];
  reason: 'required' | 'optional';
  /** It cannot be taken back, or only with trouble. */
  grave?: boolean;
  call(order: Order, reason: string): Promise<unknown>;
}

const direction = ['cpos.direction'] as const;
const manage = ['cpos.manage'] as const;

/** What was seen is decided on, and nothing newer. */
export const seen = ({ id, version }: Pick<Order, 'id' | 'version'>) => ({
  path: { id },
  header: { 'If-Match': `"${version}"` },
});
const seenVersion = (order: Order) => {
  const { path, header } = seen(order);
  return { header, path: { ...path, no: waitingVersion(order)?.no ?? 0 } };
};

/** Those that want a reason, by the names that an order's `actions` have. */
export const orderActions = {
  'versions/approve': {
    permissions: direction,
    reason: 'optional',
    call: (order, reason) =>
      ask(
        api.POST('/cpos/{id}/versions/{no}/approve', {
          params: seenVersion(order),
          body: { reason: reason || null },
        }),
      ),
  },
  'versions/reject': {
    permissions: direction,
    reason: 'optional',
    grave: true,
    call: (order, reason) =>
      ask(
        api.POST('/cpos/{id}/versions/{no}/reject', {
          params: seenVersion(order),
          body: { reason: reason || null },
        }),
      ),
  },
  'mismatch/report': {
    permissions: ['cpos.manage', 'projects.finance_closure'],
    reason: 'required',
    call: (order, reason) =>
      ask(api.POST('/cpos/{id}/mismatch/report', { params: seen(order), body: { reason } })),
  },
  'mismatch/accept': {
    permissions: direction,
    reason: 'required',
    call: (order, reason) =>
      ask(api.POST('/cpos/{id}/mismatch/accept', { params: seen(order), body: { reason } })),
  },
  'mismatch/reject': {
    permissions: direction,
    reason: 'required',
    grave: true,
    call: (order, reason) =>
      ask(api.POST('/cpos/{id}/mismatch/reject', { params: seen(order), body: { reason } })),
  },
  reopen: {
    permissions: manage,
    reason: 'required',
    call: (order, reason) => ask(api.POST('/cpos/{id}/reopen', { params: seen(order), body: { reason } })),
  },
  cancel: {
    permissions: manage,
    reason: 'required',
    grave: true,
    call: (order, reason) => ask(api.POST('/cpos/{id}/cancel', { params: seen(order), body: { reason } })),
  },
} satisfies Record<string, OrderAction>;

export type OrderActionName = keyof typeof orderActions;
