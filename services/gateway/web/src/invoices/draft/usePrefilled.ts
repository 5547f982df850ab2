import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { customerQuery } from '../../customers/customerQueries.js';
import { orderQuery } from '../../orders/orderQueries.js';
import { milestonesQuery } from '../../projects/projectChoices.js';
import { projectQuery } from '../../projects/projectQueries.js';
import { useMay } from '../../session/useMe.js';
import { lastRateQuery, projectCposQuery } from '../invoiceQueries.js';
import { atRate, emptyDraft, type DraftValues } from './draftForm.js';
import { soleOrder } from './invoiceable.js';

const names = ['customerId', 'projectId', 'milestoneId', 'cpoId'] as const;
type Wanted = Record<(typeof names)[number], string>;

/** A new draft for what the address names; whatever follows from that is filled in too. */
export function usePrefilled() {
  const queries = useQueryClient();
  const may = useMay();
  const [params] = useSearchParams();
  const wanted = Object.fromEntries(names.map((name) => [name, params.get(name) ?? ''])) as Wanted;
  return useQuery({
    queryKey: ['invoices', 'new', wanted],
    queryFn: () => prefill(queries, wanted, may('cpos.view')),
    gcTime: 0,
    staleTime: Infinity,
  });
}

async function prefill(queries: QueryClient, wanted: Wanted, knowsOrders: boolean): Promise<DraftValues> {
  const order = wanted.cpoId && knowsOrders ? await queries.fetchQuery(orderQuery(wanted.cpoId)) : null;
  const projectId = wanted.projectId || (order?.projectId ?? '');
  const project = projectId ? await queries.fetchQuery(projectQuery(projectId)) : null;
  const customerId = project?.customerId ?? order?.customerId ?? wanted.customerId;
  if (!customerId) return emptyDraft;
  const [customer, last, milestones, orders] = await Promise.all([
    queries.fetchQuery(customerQuery(customerId)),
    queries.fetchQuery(lastRateQuery(customerId)),
    projectId && wanted.milestoneId ? queries.fetchQuery(milestonesQuery(projectId)) : null,
    projectId && knowsOrders ? queries.fetchQuery(projectCposQuery(projectId)) : null,
  ]);
  const milestone = milestones?.items.find(({ id }) => id === wanted.milestoneId);
  return {
    ...emptyDraft,
    customerId,
    currency: project?.currency ?? order?.currency ?? customer.currency,
    projectId,
    milestoneId: milestone?.id ?? '',
    cpoId: (order?.projectId ? order.id : soleOrder(orders?.items ?? [])?.id) ?? '',
    agreed: milestone?.expectedAmount ?? '',
    ...atRate(emptyDraft, last?.taxRate),
  };
}
