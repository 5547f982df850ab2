import { Group } from '@mantine/core';
import { useMay } from '../session/useMe.js';
import { OrderActionButton } from './OrderActionButton.js';
import { orderActions, type OrderActionName } from './orderActions.js';
import type { Order } from './orderQueries.js';

interface OrderButtonsProps {
  order: Order;
  names: readonly OrderActionName[];
  /** How those before the last look. */
  first: 'filled' | 'default';
}

/** Of some actions those that are open to the one who looks; nothing where there is none. */
export function OrderButtons({ order, names, first }: OrderButtonsProps) {
  const may = useMay();
  const offered = names.filter(
    (name) => order.actions.includes(name) && may(...orderActions[name].permissions),
  );
  const none = offered.length === 0;
  return (
    // The dialogs stay while they close, after their buttons are gone.
    <Group gap="sm" display={none ? 'none' : undefined}>
      {names.map((name, index) => (
        <OrderActionButton
          key={name}
          order={order}
          name={name}
          variant={index < names.length - 1 ? first : 'default'}
        />
      ))}
    </Group>
  );
}
