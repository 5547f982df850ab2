import { pages } from '@closeout/contracts/pages';
import { useInfiniteQuery } from '@tanstack/react-query';
import { orderList } from '../../orders/orderQueries.js';
import { OrderTable } from '../../orders/OrderTable.js';
import { useTexts } from '../../text/TextProvider.js';
import { Few } from './Few.js';

export function OrdersOf({ customerId }: { customerId: string }) {
  const { t } = useTexts();
  const orders = useInfiniteQuery(orderList({ customerId, limit: 5 }));
  return (
    <Few
      title={t('orders.title')}
      query={orders}
      rowsOf={({ pages }) => pages[0]?.items ?? []}
      hasMore={({ pages }) => Boolean(pages[0]?.nextCursor)}
      all={`${pages.orders}?customerId=${customerId}`}
    >
      {({ pages }) => <OrderTable orders={pages[0]?.items ?? []} without={['customer']} />}
    </Few>
  );
}
