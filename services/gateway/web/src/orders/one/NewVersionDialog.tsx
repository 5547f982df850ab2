import { limits } from '@closeout/contracts/limits';
import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../../api/client.js';
import { isDecimal, subtract } from '../../format/decimal.js';
import { useTexts } from '../../text/TextProvider.js';
import { AmountInput } from '../../ui/AmountInput.js';
import { CancelButton, Dialog } from '../../ui/Dialog.js';
import { ProblemAlert } from '../../ui/ProblemAlert.js';
import { useForm } from '../../ui/useForm.js';
import { useFormProblem } from '../../ui/useFormProblem.js';
import { useToast } from '../../ui/useToast.js';
import { seen } from '../orderActions.js';
import { signed } from '../OrderInShort.js';
import { staleWithOrder, type Order } from '../orderQueries.js';

interface NewVersionDialogProps {
  order: Order;
  opened: boolean;
  onClose(): void;
}

/** The customer changed the order: another amount, and why. It waits for direction. */
export function NewVersionDialog({ order, opened, onClose }: NewVersionDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('order.action.versions')}>
      <NewVersionForm order={order} onClose={onClose} />
    </Dialog>
  );
}

const empty = { amount: '', reason: '' };

function NewVersionForm({ order, onClose }: { order: Order; onClose(): void }) {
  const { t, money } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const form = useForm({ initialValues: empty });
  const refusal = useFormProblem(form, (name) => name in empty);
  const { amount: present, currency, number } = order;
  const create = useMutation({
    mutationFn: (body: typeof empty) => ask(api.POST('/cpos/{id}/versions', { params: seen(order), body })),
    onMutate: () => refusal.show(null),
    onError: refusal.show,
    onSuccess: () => {
      toast(t('order.done.versions', { number }));
      onClose();
    },
    onSettled: () =>
      Promise.all(staleWithOrder(order).map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  const { amount } = form.values;
  return (
    <form onSubmit={form.onSubmit((values) => create.mutate(values))}>
      <Stack>
        <ProblemAlert error={refusal.error} lines={refusal.lines} />
        <Text size="sm">{t('order.versions.lead', { now: money(present, currency) })}</Text>
        <AmountInput
          label={t('order.versions.amount')}
          required
          data-autofocus
          currency={currency}
          {...form.getInputProps('amount')}
        />
        <Text size="sm" role="status" className="figures">
          {isDecimal(amount)
            ? t('order.versions.difference', {
                difference: signed(subtract(amount, present), currency, money),
              })
            : t('order.versions.none')}
        </Text>
        <Textarea
          label={t('reason.label')}
          description={t('order.versions.reason')}
          required
          maxLength={limits.document.reason}
          autosize
          minRows={2}
          {...form.getInputProps('reason')}
        />
        <Group justify="flex-end">
          <CancelButton />
          <Button type="submit" loading={create.isPending}>
            {t('order.versions.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
