import { type Clock, on, type Subscriptions } from '@closeout/service-kit';
import { CustomerSeen, onCustomerChanged } from './customers/onCustomerChanged.js';
import type { Mailing } from './emails/mailing.js';
import { onRoleChanged, RoleSeen } from './people/onRoleChanged.js';
import { onUserChanged, UserSeen } from './people/onUserChanged.js';
import {
  onProjectChanged,
  onProjectStatusChanged,
  ProjectSeen,
  ProjectStatusSeen,
} from './projects/onProjectChanged.js';
import { onProjectCreated, ProjectCreated } from './projects/onProjectCreated.js';
import { onReceiptIssued, ReceiptIssued } from './receipts/onReceiptIssued.js';

/** The smallest schema that is needed of each event; producers are tested against them. */
export const consumes = {
  'gateway.user-created.v1': UserSeen,
  'gateway.user-updated.v1': UserSeen,
  'gateway.role-created.v1': RoleSeen,
  'gateway.role-updated.v1': RoleSeen,
  'billing.customer-created.v1': CustomerSeen,
  'billing.customer-updated.v1': CustomerSeen,
  'billing.receipt-issued.v1': ReceiptIssued,
  'projects.project-created.v1': ProjectCreated,
  'projects.project-updated.v1': ProjectSeen,
  'projects.project-status-changed.v1': ProjectStatusSeen,
} as const;

/** Event → handler. The feed takes every event besides, by itself. */
export function subscriptions(
  mailing: Mailing,
  clock: Clock,
): Record<'gateway' | 'billing' | 'projects', Subscriptions> {
  return {
    gateway: {
      'gateway.user-created.v1': on(consumes['gateway.user-created.v1'], onUserChanged),
      'gateway.user-updated.v1': on(consumes['gateway.user-updated.v1'], onUserChanged),
      'gateway.role-created.v1': on(consumes['gateway.role-created.v1'], onRoleChanged),
      'gateway.role-updated.v1': on(consumes['gateway.role-updated.v1'], onRoleChanged),
    },
    billing: {
      'billing.customer-created.v1': on(consumes['billing.customer-created.v1'], onCustomerChanged),
      'billing.customer-updated.v1': on(consumes['billing.customer-updated.v1'], onCustomerChanged),
      'billing.receipt-issued.v1': on(consumes['billing.receipt-issued.v1'], onReceiptIssued(mailing, clock)),
    },
    projects: {
      'projects.project-created.v1': on(
        consumes['projects.project-created.v1'],
        onProjectCreated(mailing, clock),
      ),
      'projects.project-updated.v1': on(consumes['projects.project-updated.v1'], onProjectChanged),
      'projects.project-status-changed.v1': on(
        consumes['projects.project-status-changed.v1'],
        onProjectStatusChanged,
      ),
    },
  };
}
