import type { FeedItem } from '@closeout/contracts/events';
import type { EventHint } from '@closeout/contracts/http/notifications';
import type { Permission } from '@closeout/contracts/permissions';
import type { Actor } from '@closeout/service-kit/auth';

/** One of these is needed to hear of a record; of what belongs to a project, besides seeing the project. */
const viewedWith: Record<string, readonly Permission[]> = {
  'gateway.user': ['users.manage'],
  'gateway.role': ['users.manage'],
  // What a restored service has lost is for those who look after it.
  'gateway.records': ['operations.manage'],
  'projects.records': ['operations.manage'],
  'billing.records': ['operations.manage'],
  'projects.project': ['projects.view'],
  'projects.member': ['projects.view'],
  'projects.team': ['projects.view'],
  'projects.closure': ['projects.view'],
  'projects.checklist': ['projects.view'],
  'projects.deliverable': ['project_stages.view'],
  'projects.stage': ['project_stages.view'],
  'projects.milestone': ['project_payments.view'],
  'projects.payment': ['project_payments.view'],
  'projects.budget': ['projects.view_cost_income'],
  'projects.expense': ['projects.view_cost_income', 'expenses.settle'],
  'projects.time': ['projects.view_cost_income', 'time.approve'],
  'billing.customer': ['customers.view'],
  'billing.quote': ['quotes.view', 'quotes.manage'],
  'billing.cpo': ['cpos.view'],
  // What is drawn on an order moves by them.
  'billing.invoice': ['invoices.view', 'cpos.view'],
  'billing.credit': ['invoices.view', 'cpos.view'],
  'billing.receipt': ['receipts.view', 'cpos.view'],
  'billing.refund': ['receipts.view', 'cpos.view'],
  'billing.closure': ['projects.view'],
  'notifications.email': ['operations.manage'],
};

/** What whoever is on the team of a project sees of it without a permission; never its money. */
const openToTeam = new Set([
  ...[
    'projects.project',
    'projects.member',
    'projects.team',
    'projects.stage',
    'projects.deliverable',
    'projects.checklist',
  ],
]);
export const isOpenToTeam = (type: string): boolean => openToTeam.has(nounOf(type));

/** Everybody sees their own hours and expenses. */
const ownerIn: Record<string, string> = { 'projects.time': 'userId', 'projects.expense': 'recordedBy' };

const nounOf = (type: string): string => /^[a-z]+\.[a-z]+/.exec(type)?.[0] ?? '';

/** The permissions for an event, by service and first word; none for an event that nobody has decided about. */
export function permissionsFor(type: string): readonly Permission[] {
  return viewedWith[nounOf(type)] ?? [];
}

/** What an event says of where it belongs. */
export interface Place {
  projectId: string | null;
  customerId: string | null;
  /** Who runs the project, or has just come to it; null where the event does not tell. */
  people: string[] | null;
  /** Whose own record it is. */
  ownerId: string | null;
  /** Told by events about customers only. */
  securityLevel: number | null;
}

type Data = Record<string, unknown>;

/** Events carry states, or a state in a member that is named after it; both name what they belong to. */
export function placeOf({ type, data }: Pick<FeedItem, 'type' | 'data'>): Place {
  const top = isData(data) ? data : {};
  const isProject = /^projects\.project-(?:created|updated)\./.test(type);
  const isCustomer = type.startsWith('billing.customer-');
  const project = isProject ? top : isData(top['project']) ? top['project'] : null;
  const levels = [top, ...Object.values(top).filter(isData)];
  const named = (name: string) =>
    levels.map((level) => textIn(level, name)).find((id) => id !== null) ?? null;
  const people = [textIn(project, 'projectManagerId'), textIn(project, 'technicalManagerId')];
  if (type.startsWith('projects.member-')) people.push(textIn(top, 'userId'));
  return {
    projectId: textIn(project, 'id') ?? named('projectId'),
    customerId: isCustomer ? textIn(top, 'id') : named('customerId'),
    people: project && people.filter((id) => id !== null),
    ownerId: textIn(top, ownerIn[nounOf(type)] ?? ''),
    securityLevel: isCustomer && typeof top['securityLevel'] === 'number' ? top['securityLevel'] : null,
  };
}

export interface Audience {
  anyOf: readonly Permission[];
  /** Belongs to a project, which must be seen as well. */
  inProject: boolean;
  people: readonly string[];
  securityLevel: number;
}

/**
 * Whether somebody hears of it: cleared for the customer, and one of its people (who run the project, are on its team where it is
 * open to them, or whose own record it is), or allowed to see both the project and what changed.
 */
export function mayHear(actor: Pick<Actor, 'id' | 'permissions' | 'clearance'>, audience: Audience): boolean {
  if (audience.securityLevel > actor.clearance) return false;
  if (audience.people.includes(actor.id)) return true;
  if (audience.inProject && !actor.permissions.has('projects.view')) return false;
  return audience.anyOf.some((permission) => actor.permissions.has(permission));
}

export function hintOf({ id, type, subject }: FeedItem, { projectId, customerId }: Place): EventHint {
  return { id, type, subject, ...(projectId && { projectId }), ...(customerId && { customerId }) };
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textIn(data: Data | null, name: string): string | null {
  const value = data?.[name];
  return typeof value === 'string' ? value : null;
}
