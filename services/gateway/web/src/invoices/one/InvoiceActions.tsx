import { pages } from '@closeout/contracts/pages';
import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from 'react-router';
import { compare } from '../../format/decimal.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { leftOf } from '../credit.js';
import { SettleInvoice } from '../../settling/SettleInvoice.js';
import type { Invoice } from '../invoiceQueries.js';
import { CreditNoteDialog } from './CreditNoteDialog.js';
import { PdfButton } from '../../ui/PdfButton.js';

/** What can be done with an issued invoice, by whoever may. */
export function InvoiceActions({ invoice }: { invoice: Invoice }) {
  const { t } = useTexts();
  const may = useMay();
  const [asked, { open, close }] = useDisclosure();
  const { id, customerId, projectId, milestoneId, totals } = invoice;
  const isLeft = [...leftOf(invoice).values()].some((left) => compare(left, '0') > 0);
  const receipt = new URLSearchParams({
    customerId,
    ...(projectId && { projectId }),
    ...(milestoneId && { milestoneId }),
    invoiceId: id,
  });
  return (
    <Group gap="sm">
      <PdfButton of={`invoices/${id}`}>{t('invoice.pdf')}</PdfButton>
      {may('invoices.issue') && isLeft && (
        <Button variant="default" onClick={open}>
          {t('creditNote.new')} …
        </Button>
      )}
      <SettleInvoice invoice={invoice} />
      {may('receipts.manage') && compare(totals.due, '0') > 0 && (
        <Button component={Link} to={`${pages.newReceipt}?${receipt}`}>
          {t('invoice.recordReceipt')}
        </Button>
      )}
      <CreditNoteDialog invoice={invoice} opened={asked} onClose={close} />
    </Group>
  );
}
