import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { RecordLink } from '../../ui/RecordLink.js';
import { today } from '../../format/days.js';
import { compare } from '../../format/decimal.js';
import { Around, slot } from '../../text/Around.js';
import { useTexts } from '../../text/TextProvider.js';
import { recordWidth } from '../../ui/pageWidth.js';
import { PageHead } from '../../ui/PageHead.js';
import { PageTitle } from '../../ui/PageTitle.js';
import { Section } from '../../ui/Section.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import { DocumentLines } from '../DocumentLines.js';
import { DocumentSubject } from '../DocumentSubject.js';
import { LockLine } from '../LockLine.js';
import { invoiceHistoryQuery, type Invoice } from '../invoiceQueries.js';
import { Totals } from '../Totals.js';
import { CreditNotes } from './CreditNotes.js';
import { DocumentHistory } from './DocumentHistory.js';
import { InvoiceActions } from './InvoiceActions.js';
import { Settlements } from './Settlements.js';

/** An invoice to be read: one that is issued, or a draft of which nothing may be changed by the one who looks. */
export function InvoiceDocument({ invoice }: { invoice: Invoice }) {
  const { t } = useTexts();
  const { id, number, status, paymentStatus, currency, totals, lines, taxes } = invoice;
  const isIssued = status === 'ISSUED';
  const isOverdue =
    isIssued && compare(totals.due, '0') > 0 && invoice.dueDate !== null && invoice.dueDate < today();
  const history = useQuery({ ...invoiceHistoryQuery(id), enabled: isIssued });
  const issuing = history.data?.items.find(({ action }) => action === 'issueInvoice');
  const name = number ?? t('invoice.draft');
  const balance = [
    { name: t('invoice.credited'), amount: totals.credited },
    { name: t('invoice.paid'), amount: totals.paid },
  ].filter(({ amount }) => compare(amount, '0') !== 0);
  return (
    <Stack maw={recordWidth}>
      <PageHead actions={isIssued && <InvoiceActions invoice={invoice} />}>
        <Group gap="sm">
          <PageTitle named={`${name} · ${invoice.customerName}`}>{name}</PageTitle>
          {paymentStatus ? (
            <StatusBadge group="paymentStatus" status={paymentStatus} />
          ) : (
            <StatusBadge group="invoiceStatus" status={status} />
          )}
          {isOverdue && (
            <Text span size="sm" fw={600} c="var(--mantine-color-error)">
              {t('invoices.overdue')}
            </Text>
          )}
        </Group>
        <Text c="dimmed">
          <Around text={t('invoice.lead', { customer: slot })}>
            <RecordLink page="customer" id={invoice.customerId} underline="always">
              {invoice.customerName}
            </RecordLink>
          </Around>
        </Text>
      </PageHead>
      {isIssued && invoice.issuedAt && (
        <LockLine
          number={name}
          issuedAt={invoice.issuedAt}
          by={issuing?.by.name}
          correction={t('lock.invoice')}
        />
      )}
      <DocumentSubject
        document={invoice}
        cpoId={invoice.cpoId}
        dueDate={invoice.dueDate}
        supplyDate={invoice.supplyDate}
      />
      <Section title={t('invoice.lines')}>
        <DocumentLines lines={lines} currency={currency} />
        <Totals
          currency={currency}
          net={totals.net}
          taxes={taxes}
          gross={totals.gross}
          more={isIssued ? [...balance, { name: t('invoice.due'), amount: totals.due }] : []}
        />
      </Section>
      {isIssued && <Settlements invoice={invoice} />}
      {isIssued && <CreditNotes invoice={invoice} />}
      <DocumentHistory invoiceId={id} />
    </Stack>
  );
}
