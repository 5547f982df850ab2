import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { customerQuery } from '../../customers/customerQueries.js';
import { today } from '../../format/days.js';
import { compare } from '../../format/decimal.js';
import { milestonesQuery } from '../../projects/projectChoices.js';
import { projectQuery } from '../../projects/projectQueries.js';
import { invoiceSubjectQuery, openInvoicesQuery } from '../receiptQueries.js';
import { emptyReceipt, fill, settles, type ReceiptValues } from './receiptForm.js';

const names = ['customerId', 'projectId', 'milestoneId', 'invoiceId'] as const;
type Wanted = Record<(typeof names)[number], string>;

/** A new receipt for what the address names; whatever follows from that is filled in too. */
export function usePrefilled() {
  const queries = useQueryClient();
  const [params] = useSearchParams();
  const wanted = Object.fromEntries(names.map((name) => [name, params.get(name) ?? ''])) as Wanted;
  return useQuery({
    queryKey: ['receipts', 'new', wanted],
    queryFn: () => prefill(queries, wanted),
    gcTime: 0,
    staleTime: Infinity,
  });
}

async function prefill(queries: QueryClient, wanted: Wanted): Promise<ReceiptValues> {
  const empty = { ...emptyReceipt, paymentDate: today() };
  const project = wanted.projectId ? await queries.fetchQuery(projectQuery(wanted.projectId)) : null;
  const named = wanted.invoiceId ? await queries.fetchQuery(invoiceSubjectQuery(wanted.invoiceId)) : null;
  const customerId = project?.customerId ?? named?.customerId ?? wanted.customerId;
  if (!customerId) return empty;
  const [customer, milestones, open] = await Promise.all([
    queries.fetchQuery(customerQuery(customerId)),
    project && wanted.milestoneId ? queries.fetchQuery(milestonesQuery(project.id)) : null,
    queries.fetchQuery(openInvoicesQuery(customerId)),
  ]);
  const milestone = milestones?.items.find(({ id }) => id === wanted.milestoneId);
  const invoice = open.find(({ id }) => id === wanted.invoiceId);
  const values = {
    ...empty,
    customerId,
    projectId: project?.id ?? invoice?.projectId ?? '',
    milestoneId: milestone?.id ?? '',
    currency: project?.currency ?? invoice?.currency ?? customer.currency,
  };
  if (invoice)
    return { ...values, amount: invoice.totals.due, allocations: fill(invoice.totals.due, [invoice]) };
  if (!milestone || compare(milestone.remainingAmount, '0') <= 0) return values;
  const { remainingAmount } = milestone;
  const ofMilestone = open.filter(settles(values)).filter(({ milestoneId }) => milestoneId === milestone.id);
  return { ...values, amount: remainingAmount, allocations: fill(remainingAmount, ofMilestone) };
}
