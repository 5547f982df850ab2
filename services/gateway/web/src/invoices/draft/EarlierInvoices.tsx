import { pageOf } from '@closeout/contracts/pages';
import { Alert, Anchor, List } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTexts } from '../../text/TextProvider.js';
import { milestoneInvoicesQuery } from '../invoiceQueries.js';

/** Says that a milestone is invoiced already, before it is invoiced twice. */
export function EarlierInvoices({ milestoneId, except }: { milestoneId: string; except?: string }) {
  const { t, word, money } = useTexts();
  const { data } = useQuery(milestoneInvoicesQuery(milestoneId));
  const earlier = (data?.items ?? []).filter(
    ({ id, paymentStatus }) => id !== except && paymentStatus !== 'CREDITED',
  );
  if (earlier.length === 0) return null;
  return (
    <Alert
      color="yellow"
      variant="outline"
      c="inherit"
      title={t(earlier.some(({ status }) => status === 'ISSUED') ? 'draft.earlier' : 'draft.earlier.drafts')}
    >
      <List size="sm">
        {earlier.map(({ id, number, status, paymentStatus, totals, currency }) => (
          <List.Item key={id} className="figures">
            <Anchor component={Link} to={pageOf('invoice', id)} underline="always">
              {number ?? t('invoice.draft')}
            </Anchor>{' '}
            · {money(totals.gross, currency)} ·{' '}
            {paymentStatus ? word('paymentStatus', paymentStatus) : word('invoiceStatus', status)}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
