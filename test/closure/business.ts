import { newId } from '@closeout/service-kit/db';
import { amountOf, documentsOf, done, newCustomerId, pick, reason, type Documents } from './documents.js';
import { closeTechnically, must, type Services } from './services.js';
import type { Post } from './post.js';

/** A project of 100.00 EUR and what people do with it, in any order; what the state forbids is refused, and nothing happens. */
export interface Business extends Documents {
  projectId: string;
  customerId: string;
  /** Another project of the customer, which is never closed. */
  otherId: string;
  closeTechnically(): Promise<void>;
  closeFinancially(): Promise<void>;
  reopen(): Promise<void>;
  finalizeInAnEmergency(): Promise<void>;
  changeBudget(units: number): Promise<void>;
  order(units: number): Promise<void>;
  /** A new version of an order, or anything else that is done to one. */
  changeOrder(which: number, change: OrderChange): Promise<void>;
  /** Approved billable hours. */
  work(hours: number): Promise<void>;
  /** All hours are marked as invoiced elsewhere, or unmarked again. */
  markWork(settled: boolean): Promise<void>;
}

export const orderChanges = [
  'version up',
  'version down',
  'versions/approve',
  'versions/reject',
  'finalize',
  'finalize',
  'mismatch/report',
  'mismatch/accept',
  'mismatch/reject',
  'reopen',
  'cancel',
] as const;
export type OrderChange = (typeof orderChanges)[number];
export type Kind = 'fixed price' | 'time and materials';

let orderCount = 0;
const api = (path: string) => `/api/v1${path}`;

export async function newBusiness(
  services: Services,
  post: Post,
  kind: Kind = 'fixed price',
): Promise<Business> {
  const { projects, billing } = services;
  const customerId = await newCustomerId(services);
  await post.drain();
  const newProject = async (more: object) => {
    const body = { customerId, title: 'System Implementation', budgetTotal: '100.00', currency: 'EUR' };
    return must(await projects.api.post(api('/projects'), { ...body, startDate: '2026-01-01', ...more }), 201)
      .id;
  };
  const projectId: string = await newProject(
    kind === 'fixed price'
      ? { milestones: [{ type: 'ADVANCE', expectedAmount: '50.00' }] }
      : {
          ...{ revenueModel: 'TIME_AND_MATERIALS', hourlyRate: '50.00' },
          milestones: [{ type: 'ADVANCE', expectedAmount: '50.00' }],
        },
  );
  const otherId: string = await newProject({ title: 'Another' });
  await post.drain();
  const milestones = must(await projects.api.get(api(`/projects/${projectId}/milestones`)), 200).items;
  const milestoneId: string = milestones[0].id;
  const to = { customerId, currency: 'EUR', projectId };
  const orders: string[] = [];
  const ofProject = (action: string, body: object = reason) =>
    done(projects.api.post(api(`/projects/${projectId}/${action}`), body));

  return {
    ...documentsOf(services, { customerId, projectId, milestoneId, otherId }),
    ...{ projectId, customerId, otherId },
    async closeTechnically() {
      await closeTechnically(projects, projectId);
    },
    closeFinancially: () => ofProject('financial-closure', {}),
    reopen: () => ofProject('reopen'),
    finalizeInAnEmergency: () => ofProject('emergency-finalize'),
    async order(units) {
      orderCount += 1;
      const order = await done(
        billing.api.post(api('/cpos'), { ...to, number: `PO-${orderCount}`, amount: amountOf(units) }),
      );
      if (order) orders.push(order.id);
    },
    async changeOrder(which, change) {
      const id = pick(orders, which);
      if (!id) return;
      const order = must(await billing.api.get(api(`/cpos/${id}`)), 200);
      const last = order.versions.at(-1).no;
      const [path, body] = {
        'version up': ['versions', { amount: '150.00', ...reason }],
        'version down': ['versions', { amount: '50.00', ...reason }],
        'versions/approve': [`versions/${last}/approve`, reason],
        'versions/reject': [`versions/${last}/reject`, reason],
        finalize: ['finalize', {}],
        'mismatch/report': ['mismatch/report', reason],
        'mismatch/accept': ['mismatch/accept', reason],
        'mismatch/reject': ['mismatch/reject', reason],
        reopen: ['reopen', reason],
        cancel: ['cancel', reason],
      }[change] as [string, object];
      await done(billing.api.post(api(`/cpos/${id}/${path}`), body));
    },
    async changeBudget(units) {
      await done(projects.api.patch(api(`/projects/${projectId}`), { budgetTotal: amountOf(units) }));
    },
    // Who may log hours and who decides on them is tested where it belongs.
    async work(hours) {
      await projects.database.query(
        `WITH held AS (SELECT id FROM project WHERE id = $1 AND status = 'ACTIVE' FOR UPDATE)
         INSERT INTO time_entry (id, project_id, user_id, user_name, entry_date, quarters, description, billable, status, decided_at, created_at)
         SELECT $2, id, $2, 'Tom', '2026-01-15', $3, 'Work', true, 'APPROVED', now(), now() FROM held`,
        [projectId, newId(), hours * 4],
      );
    },
    markWork: (settled) =>
      settled
        ? ofProject('time-entries/settle', { all: true, as: 'INVOICED_ELSEWHERE', ...reason })
        : ofProject('time-entries/unsettle', { all: true, ...reason }),
  };
}
