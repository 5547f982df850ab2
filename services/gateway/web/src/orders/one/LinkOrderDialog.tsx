import { api, ask } from '../../api/client.js';
import { LinkDialog } from '../../projects/LinkDialog.js';
import { useTexts } from '../../text/TextProvider.js';
import { seen } from '../orderActions.js';
import { staleWithOrder, type Order } from '../orderQueries.js';

interface LinkOrderDialogProps {
  order: Order;
  opened: boolean;
  onClose(): void;
}

/** Gives an order its project, once. */
export function LinkOrderDialog({ order, opened, onClose }: LinkOrderDialogProps) {
  const { t } = useTexts();
  return (
    <LinkDialog
      opened={opened}
      onClose={onClose}
      title={t('order.action.link')}
      lead={t('order.link.lead')}
      of={order}
      act={(projectId) => ask(api.POST('/cpos/{id}/link', { params: seen(order), body: { projectId } }))}
      done={t('order.done.link', { number: order.number })}
      stale={(projectId) => staleWithOrder({ projectId })}
    />
  );
}
