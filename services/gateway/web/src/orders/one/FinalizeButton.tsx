import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { ConfirmDialog } from '../../ui/ConfirmDialog.js';
import { useToast } from '../../ui/useToast.js';
import { seen } from '../orderActions.js';
import { agrees, differenceOf } from '../orderFigures.js';
import { staleWithOrder, type Order } from '../orderQueries.js';

const finalize = (order: Order) => ask(api.POST('/cpos/{id}/finalize', { params: seen(order) }));

/** At once where everything agrees, for it can be taken back. Where a mismatch will be found, of which others are told, that is said first. */
export function FinalizeButton({ order }: { order: Order }) {
  const { t, money } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const [asked, setAsked] = useState(false);
  const { drawdown, currency, number } = order;
  const stale = staleWithOrder(order);
  const readAgain = () => Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey })));
  const refused = (error: Error) => toast(error, 'refused');
  const undo = useMutation({
    mutationFn: (finalized: Order) =>
      ask(api.POST('/cpos/{id}/reopen', { params: seen(finalized), body: { reason: t('order.undone') } })),
    onError: refused,
    onSettled: readAgain,
  });
  const done = t('order.done.finalize', { number });
  const act = useMutation({
    mutationFn: () => finalize(order),
    onSuccess: (finalized) => toast(done, 'done', () => undo.mutate(finalized)),
    onError: refused,
    onSettled: readAgain,
  });
  return (
    <>
      <Button
        variant={agrees(drawdown) ? 'filled' : 'default'}
        loading={act.isPending}
        onClick={() => (agrees(drawdown) ? act.mutate() : setAsked(true))}
      >
        {t('order.action.finalize')}
      </Button>
      <ConfirmDialog
        opened={asked}
        onClose={() => setAsked(false)}
        title={t('order.action.finalize')}
        act={() => finalize(order)}
        done={done}
        stale={stale}
      >
        <Text size="sm" className="figures">
          {t('order.finalize.mismatch', {
            ordered: money(drawdown.ordered, currency),
            invoiced: money(drawdown.invoiced, currency),
            received: money(drawdown.received, currency),
            difference: money(differenceOf(drawdown), currency),
          })}
        </Text>
      </ConfirmDialog>
    </>
  );
}
