import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { ReasonDialog } from '../ui/ReasonDialog.js';
import { OrderInShort } from './OrderInShort.js';
import { orderActions, type OrderAction, type OrderActionName } from './orderActions.js';
import { staleWithOrder, type Order } from './orderQueries.js';

interface OrderActionButtonProps {
  order: Order;
  name: OrderActionName;
  onDone?(): void;
  variant?: 'filled' | 'default';
}

/** There when the order's state allows it and the one who looks may do it. */
export function OrderActionButton({ order, name, onDone, variant = 'default' }: OrderActionButtonProps) {
  const { t } = useTexts();
  const may = useMay();
  const [asked, setAsked] = useState(false);
  const action: OrderAction = orderActions[name];
  const title = t(`order.action.${name}`);
  const offered = order.actions.includes(name) && may(...action.permissions);
  return (
    <>
      {offered && (
        <Button variant={variant} onClick={() => setAsked(true)}>
          {title}
        </Button>
      )}
      <ReasonDialog
        opened={asked}
        onClose={() => setAsked(false)}
        title={title}
        reason={action.reason}
        hint={t('order.reason.hint')}
        grave={action.grave}
        act={async ({ reason }) => {
          await action.call(order, reason);
          onDone?.();
        }}
        done={t(`order.done.${name}`, { number: order.number })}
        stale={staleWithOrder(order)}
      >
        <OrderInShort order={order} name={name} />
      </ReasonDialog>
    </>
  );
}
