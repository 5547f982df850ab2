import type { BillingSummary, ProjectsSummary } from './dashboardQueries.js';

export type WaitingLine = ProjectsSummary['waiting'][number] | BillingSummary['waiting'][number];
export type WaitingCode = WaitingLine['code'];

interface Place {
  /** The list of all, where a filter shows them. */
  all?: string;
  /** The record, or the part of the project, where it is done. */
  one(id: string): string;
}

const inProject = (view: string) => (id: string) => `/projects/${id}?view=${view}`;
const closure = inProject('closure');

/** Where what waits is done, the most urgent first. `me` runs the projects that are mine. */
const places = (me: string): Record<WaitingCode, Place> => ({
  'financial-closures-stalled': { one: closure },
  'financial-closures-rejected': { one: closure },
  'orders-to-decide': { all: '/decisions', one: (id) => `/orders/${id}` },
  'invoices-overdue': { all: '/invoices?overdue=true', one: (id) => `/invoices/${id}` },
  'milestones-overdue': { all: `/projects?overdue=true&projectManagerId=${me}`, one: inProject('payments') },
  'stages-overdue': { one: inProject('stages') },
  'invoices-to-issue': { all: '/invoices?status=DRAFT', one: (id) => `/invoices/${id}` },
  'receipts-to-issue': { all: '/receipts?status=DRAFT', one: (id) => `/receipts/${id}` },
  'receipts-to-allocate': { all: '/receipts?unallocated=true', one: (id) => `/receipts/${id}` },
  'mismatches-to-report': { all: '/orders?mismatch=FOUND', one: (id) => `/orders/${id}` },
  'technical-closures-ready': { one: closure },
  'financial-closures-open': { all: '/projects?status=TECHNICALLY_CLOSED', one: closure },
  'time-entries-to-approve': { one: inProject('work') },
  'expenses-to-settle': { one: inProject('work') },
  'time-entries-to-submit': { one: inProject('work') },
  'quotes-to-send': { all: '/quotes?status=DRAFT', one: (id) => `/quotes/${id}` },
  'quotes-unanswered': { all: '/quotes?status=SENT', one: (id) => `/quotes/${id}` },
});

/** What waits, the most urgent first, each with where it is done. A line that is newer than this page is left out. */
export function waitingInOrder(
  lines: readonly WaitingLine[],
  me: string,
): { line: WaitingLine; place: Place }[] {
  return Object.entries(places(me)).flatMap(([code, place]) =>
    lines.filter((line) => line.code === code).map((line) => ({ line, place })),
  );
}
