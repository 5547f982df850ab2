import { List, Text } from '@mantine/core';
import { api } from '../../api/client.js';
import { ProblemError } from '../../api/problem.js';
import { DryRunPreview, type DryRun } from '../../dryRun/DryRunPreview.js';
import { compare } from '../../format/decimal.js';
import { useTexts } from '../../text/TextProvider.js';
import type { Amounts } from '../draft/receiptForm.js';
import { receiptKey, type OpenInvoice, type Receipt } from '../receiptQueries.js';
import { dueAfter, leftAfter } from './left.js';
import { MismatchProposal } from './MismatchProposal.js';

interface Wanted {
  invoiceId: string;
  amount: string;
}

interface AllocationPreviewProps {
  receipt: Receipt;
  invoices: readonly OpenInvoice[];
  /** In the order in which they are made. */
  wanted: readonly Wanted[];
  /** While they are made, and after. */
  paused: boolean;
}

/** What would be settled, what stays due of it, and what stays of the receipt: for its project, and as the customer's credit. */
export function AllocationPreview({ receipt, invoices, wanted, paused }: AllocationPreviewProps) {
  const allocations: Amounts = Object.fromEntries(wanted.map(({ invoiceId, amount }) => [invoiceId, amount]));
  const { short } = leftAfter(receipt, allocations, invoices);
  const proposal = (error: Error | null) => {
    const problem = error instanceof ProblemError ? error.problem : undefined;
    if (compare(short, '0') <= 0 || (error && problem?.code !== 'allocation-mismatch')) return undefined;
    const refused = invoices.find(({ id }) => id === (problem?.['invoiceId'] ?? wanted[0]?.invoiceId));
    const split = problem?.['split'];
    return (
      <MismatchProposal
        receipt={receipt}
        invoice={refused?.number ?? ''}
        short={short}
        split={Array.isArray(split) ? (split as { amount: string }[]) : []}
      />
    );
  };
  return (
    <DryRunPreview
      queryKey={[...receiptKey(receipt.id), 'allocate', receipt.version, wanted]}
      call={() => tryAll(receipt.id, wanted)}
      refused={proposal}
      paused={paused}
      more={() => proposal(null) ?? <Planned {...{ receipt, invoices, allocations }} />}
    />
  );
}

interface PlannedProps {
  receipt: Receipt;
  invoices: readonly OpenInvoice[];
  allocations: Amounts;
}

function Planned({ receipt, invoices, allocations }: PlannedProps) {
  const { t, money } = useTexts();
  const { currency, tied, free } = receipt;
  const after = leftAfter(receipt, allocations, invoices);
  const figures = [
    ['receipt.tied', tied, after.tied],
    ['receipt.credit', free, after.free],
  ] as const;
  return (
    <>
      <List size="sm">
        {invoices.map((invoice) => {
          const amount = allocations[invoice.id];
          const due = amount && dueAfter(invoice, amount);
          if (!amount || !due) return null;
          const [settled, left] = [money(amount, currency), money(due, currency)];
          return (
            <List.Item key={invoice.id} className="figures">
              {t('allocation.step', { amount: settled, invoice: invoice.number ?? '', due: left })}
            </List.Item>
          );
        })}
      </List>
      {figures
        .filter(([, before]) => compare(before, '0') > 0)
        .map(([name, before, then]) => (
          <Text key={name} size="sm" className="figures">
            {t('allocation.figure', {
              name: t(name),
              before: money(before, currency),
              after: money(then, currency),
            })}
          </Text>
        ))}
    </>
  );
}

/** One dry run for each allocation, as if it were one; the first that is refused is the answer. */
async function tryAll(id: string, wanted: readonly Wanted[]) {
  const tried: DryRun[] = [];
  let last;
  for (const body of wanted) {
    last = await api.POST('/receipts/{id}/allocations', {
      params: { path: { id }, query: { dryRun: 'true' } },
      body,
    });
    if (!last.response.ok) return last;
    tried.push(last.data as unknown as DryRun);
  }
  const [first, ...others] = tried;
  if (!first || !last) throw new Error('nothing to allocate');
  return { ...last, data: others.reduce(together, first) };
}

const together = (a: DryRun, b: DryRun): DryRun => ({
  ...a,
  statusChanges: [...a.statusChanges, ...b.statusChanges],
  documents: [...a.documents, ...b.documents],
  journalLines: [...a.journalLines, ...b.journalLines],
  events: [...a.events, ...b.events],
  warnings: [...(a.warnings ?? []), ...(b.warnings ?? [])],
  emails: a.emails && b.emails && [...a.emails, ...b.emails],
});
