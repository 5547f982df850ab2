import { pageOf, pages } from '@closeout/contracts/pages';
import type { BillingSummary, ProjectsSummary } from './dashboardQueries.js';

export type WaitingLine = ProjectsSummary['waiting'][number] | BillingSummary['waiting'][number];
export type WaitingCode = WaitingLine['code'];

interface Place {
  /** The list of all, where a filter shows them. */
  all?: string;
  /** The record, or the part of the project, where it is done. */
  one(id: string): string;
}

const inProject = (view: string) => (id: string) => `${pageOf('project', id)}?view=${view}`;
const closure = inProject('closure');

/** Where what waits is done, the most urgent first. `me` runs the projects that are mine. */
const places = (me: string): Record<WaitingCode, Place> => ({
  'financial-closures-stalled': { one: closure },
  'financial-closures-rejected': { one: closure },
  'orders-to-decide': { all: pages.decisions, one: (id) => pageOf('order', id) },
  'invoices-overdue': { all: `${pages.invoices}?overdue=true`, one: (id) => pageOf('invoice', id) },
  'milestones-overdue': {
    all: `${pages.projects}?overdue=true&projectManagerId=${me}`,
    one: inProject('payments'),
  },
  'stages-overdue': { one: inProject('stages') },
  'invoices-to-issue': { all: `${pages.invoices}?status=DRAFT`, one: (id) => pageOf('invoice', id) },
  'receipts-to-issue': { all: `${pages.receipts}?status=DRAFT`, one: (id) => pageOf('receipt', id) },
  'receipts-to-allocate': { all: `${pages.receipts}?unallocated=true`, one: (id) => pageOf('receipt', id) },
  'mismatches-to-report': { all: `${pages.orders}?mismatch=FOUND`, one: (id) => pageOf('order', id) },
  'technical-closures-ready': { one: closure },
  'financial-closures-open': { all: `${pages.projects}?status=TECHNICALLY_CLOSED`, one: closure },
  'time-entries-to-approve': { one: inProject('work') },
  'expenses-to-settle': { one: inProject('work') },
  'time-entries-to-submit': { one: inProject('work') },
  'quotes-to-send': { all: `${pages.quotes}?status=DRAFT`, one: (id) => pageOf('quote', id) },
  'quotes-unanswered': { all: `${pages.quotes}?status=SENT`, one: (id) => pageOf('quote', id) },
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
