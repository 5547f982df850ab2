import type { ReceiptState } from '@closeout/contracts/events/billing';
import type { UserState } from '@closeout/contracts/events/gateway';
import type { ProjectState } from '@closeout/contracts/events/projects';
import { newId } from '@closeout/service-kit/db';
import type { Producers, Delivered } from './producers.js';

/** What happened elsewhere, in the words of a story. */
export function tellStory(producers: Producers) {
  const versions = new Map<string, number>();
  const next = (id: string) => {
    versions.set(id, (versions.get(id) ?? 0) + 1);
    return versions.get(id) ?? 1;
  };
  const users = new Map<string, UserState>();

  const story = {
    async role(key: string, permissions: string[], delivered?: Delivered) {
      const first = !versions.has(key);
      const version = next(key);
      const role = { id: newId(), version, key, name: key, description: '', permissions };
      await producers.say(
        first ? 'gateway.role-created.v1' : 'gateway.role-updated.v1',
        role.id,
        version,
        role,
        delivered,
      );
    },
    async user(name: string, more: Partial<UserState> = {}, delivered?: Delivered): Promise<UserState> {
      const id = more.id ?? newId();
      const version = next(id);
      const user: UserState = {
        email: `${name.toLowerCase().replaceAll(' ', '.')}@closeout.test`,
        active: true,
        roles: [],
        clearance: 0,
        ...users.get(id),
        ...more,
        id,
        name,
        version,
      };
      users.set(id, user);
      await producers.say(
        version === 1 ? 'gateway.user-created.v1' : 'gateway.user-updated.v1',
        id,
        version,
        user,
        delivered,
      );
      return user;
    },
    async customer(
      name: string,
      more: { securityLevel?: number } = {},
      delivered?: Delivered,
    ): Promise<{ id: string; name: string }> {
      const id = newId();
      const customer = {
        id,
        version: next(id),
        name,
        email: null,
        phone: null,
        vatNumber: null,
        address: null,
        currency: 'EUR',
        paymentTermsDays: 30,
        clientType: null,
        location: null,
        securityLevel: 0,
        status: 'ACTIVE',
        ...more,
      };
      await producers.say('billing.customer-created.v1', id, 1, customer, delivered);
      return customer;
    },
    project(customerId: string, more: Partial<ProjectState> = {}): ProjectState {
      const id = newId();
      return {
        id,
        version: next(id),
        number: 'PRJ-2026-0001',
        customerId,
        title: 'System Implementation',
        description: null,
        status: 'ACTIVE',
        archived: false,
        budgetTotal: '8000.00',
        currency: 'EUR',
        startDate: '2026-01-01',
        endDate: null,
        type: null,
        revenueModel: null,
        projectManagerId: null,
        technicalManagerId: null,
        businessUnitId: null,
        legalEntityId: null,
        createdAt: new Date().toISOString(),
        createdBy: null,
        ...more,
      };
    },
    projectCreated: (project: ProjectState, delivered?: Delivered) =>
      producers.say('projects.project-created.v1', project.id, project.version, project, delivered),
    projectUpdated: (project: ProjectState, delivered?: Delivered) =>
      producers.say('projects.project-updated.v1', project.id, project.version, project, delivered),
    receipt(customer: { id: string; name: string }, more: Partial<ReceiptState> = {}): ReceiptState {
      return {
        id: newId(),
        version: 2,
        number: 'REC-2026-0001',
        status: 'ISSUED',
        customerId: customer.id,
        customerName: customer.name,
        projectId: null,
        milestoneId: null,
        currency: 'EUR',
        amount: '3000.00',
        paymentDate: '2026-01-31',
        method: 'bank transfer',
        reference: null,
        issuedAt: new Date().toISOString(),
        allocations: [],
        allocated: '0.00',
        unallocated: '3000.00',
        projectShares: [],
        reversal: null,
        ...more,
      };
    },
    receiptIssued: (receipt: ReceiptState, delivered?: Delivered) =>
      producers.say('billing.receipt-issued.v1', receipt.id, receipt.version, receipt, delivered),
    receiptReversed: (receipt: ReceiptState) =>
      producers.say('billing.receipt-reversed.v1', receipt.id, receipt.version + 1, {
        ...receipt,
        version: receipt.version + 1,
        status: 'REVERSED',
        projectShares: [],
        reversal: {
          number: 'REV-2026-0001',
          reason: 'Payment bounced',
          reversedAt: new Date().toISOString(),
          projectShares: receipt.projectShares,
        },
      }),
  };
  return story;
}

/** A receipt's share of one project. */
export const share = (projectId: string, amount: string) => ({ projectId, milestoneId: null, amount });
