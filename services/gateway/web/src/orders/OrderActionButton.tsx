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
  const offered = order.actions.includes(name) && may(...orderActions[name].permissions);
  return (
    <>
      {offered && (
        <Button variant={variant} onClick={() => setAsked(true)}>
          {t(`order.action.${name}`)}
        </Button>
      )}
      <OrderActionDialog
        order={order}
        name={name}
        opened={asked}
        onClose={() => setAsked(false)}
        onDone={onDone}
      />
    </>
  );
}

interface OrderActionDialogProps {
  order: Order;
  name: OrderActionName;
  opened: boolean;
  onClose(): void;
  onDone?: (() => void) | undefined;
}

/** What would be done, and why. */
export function OrderActionDialog({ order, name, opened, onClose, onDone }: OrderActionDialogProps) {
  const { t } = useTexts();
  const action: OrderAction = orderActions[name];
  return (
    <ReasonDialog
      opened={opened}
      onClose={onClose}
      title={t(`order.action.${name}`)}
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
  );
}
