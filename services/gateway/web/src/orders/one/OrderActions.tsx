import { pages } from '@closeout/contracts/pages';
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { compare } from '../../format/decimal.js';
import { takesInvoices } from '../../invoices/draft/invoiceable.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { OrderActionButton } from '../OrderActionButton.js';
import type { Order } from '../orderQueries.js';
import { FinalizeButton } from './FinalizeButton.js';
import { LinkOrderDialog } from './LinkOrderDialog.js';
import { NewVersionDialog } from './NewVersionDialog.js';

/** What can be done with the whole order now. Decisions stand beside what is decided on. */
export function OrderActions({ order }: { order: Order }) {
  const { t } = useTexts();
  const may = useMay();
  const [asked, setAsked] = useState<'versions' | 'link' | null>(null);
  const offered = (name: Order['actions'][number]) => order.actions.includes(name) && may('cpos.manage');
  const close = () => setAsked(null);
  // Nothing is left to be invoiced: what remains is to finalize it.
  const isInvoiced = compare(order.drawdown.left, '0') <= 0;
  return (
    <Group gap="sm">
      {takesInvoices(order) && may('invoices.manage') && (
        <Button
          component={Link}
          to={`${pages.newInvoice}?cpoId=${order.id}`}
          variant={isInvoiced ? 'default' : 'filled'}
        >
          {t('invoices.new')}
        </Button>
      )}
      {offered('versions') && (
        <Button variant="default" onClick={() => setAsked('versions')}>
          {t('order.action.versions')}
        </Button>
      )}
      {offered('link') && (
        <Button variant="default" onClick={() => setAsked('link')}>
          {t('order.action.link')}
        </Button>
      )}
      {offered('finalize') && <FinalizeButton order={order} />}
      <OrderActionButton order={order} name="reopen" />
      <OrderActionButton order={order} name="cancel" />
      <NewVersionDialog order={order} opened={asked === 'versions'} onClose={close} />
      <LinkOrderDialog order={order} opened={asked === 'link'} onClose={close} />
    </Group>
  );
}
