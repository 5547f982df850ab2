import { pages } from '@closeout/contracts/pages';
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { compare } from '../../format/decimal.js';
import { takesInvoices } from '../../invoices/draft/invoiceable.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { MoreActions } from '../../ui/MoreActions.js';
import { OrderActionDialog } from '../OrderActionButton.js';
import type { Order } from '../orderQueries.js';
import { FinalizeButton } from './FinalizeButton.js';
import { LinkOrderDialog } from './LinkOrderDialog.js';
import { NewVersionDialog } from './NewVersionDialog.js';

/** What can be done with the whole order now. Decisions stand beside what is decided on. */
export function OrderActions({ order }: { order: Order }) {
  const { t } = useTexts();
  const may = useMay();
  const [asked, setAsked] = useState<'versions' | 'link' | 'reopen' | 'cancel' | null>(null);
  const offered = (name: Order['actions'][number]) => order.actions.includes(name) && may('cpos.manage');
  const close = () => setAsked(null);
  const more = (name: 'versions' | 'link' | 'reopen' | 'cancel') =>
    offered(name) && { title: t(`order.action.${name}`), act: () => setAsked(name) };
  // Nothing is left to be invoiced: what remains is to finalize it.
  const isInvoiced = compare(order.drawdown.left, '0') <= 0;
  return (
    <Group gap="sm">
      <MoreActions actions={[more('versions'), more('link'), more('reopen'), more('cancel')]} />
      {offered('finalize') && <FinalizeButton order={order} />}
      {takesInvoices(order) && may('invoices.manage') && (
        <Button
          component={Link}
          to={`${pages.newInvoice}?cpoId=${order.id}`}
          variant={isInvoiced ? 'default' : 'filled'}
        >
          {t('invoices.new')}
        </Button>
      )}
      <NewVersionDialog order={order} opened={asked === 'versions'} onClose={close} />
      <OrderActionDialog order={order} name="reopen" opened={asked === 'reopen'} onClose={close} />
      <OrderActionDialog order={order} name="cancel" opened={asked === 'cancel'} onClose={close} />
      <LinkOrderDialog order={order} opened={asked === 'link'} onClose={close} />
    </Group>
  );
}
