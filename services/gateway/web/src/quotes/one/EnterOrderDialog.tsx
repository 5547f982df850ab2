import { limits } from '@closeout/contracts/limits';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../../api/client.js';
import { isDecimal, subtract } from '../../format/decimal.js';
import { isZero } from '../../orders/orderFigures.js';
import { signed } from '../../orders/OrderInShort.js';
import { useTexts } from '../../text/TextProvider.js';
import { AmountInput } from '../../ui/AmountInput.js';
import { CancelButton, Dialog } from '../../ui/Dialog.js';
import { ProblemAlert } from '../../ui/ProblemAlert.js';
import { useForm } from '../../ui/useForm.js';
import { useFormProblem } from '../../ui/useFormProblem.js';
import { useToast } from '../../ui/useToast.js';
import { seenQuote, staleWithQuote, type Quote } from '../quoteQueries.js';

interface EnterOrderDialogProps {
  quote: Quote;
  opened: boolean;
  onClose(): void;
}

/** The customer's order came: the quote is approved, and the project creates itself. */
export function EnterOrderDialog({ quote, opened, onClose }: EnterOrderDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('quote.approve')}>
      <EnterOrderForm quote={quote} onClose={onClose} />
    </Dialog>
  );
}

function EnterOrderForm({ quote, onClose }: Omit<EnterOrderDialogProps, 'opened'>) {
  const { t, money } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const { currency, projectId } = quote;
  const { gross } = quote.totals;
  const form = useForm({ initialValues: { cpoNumber: '', amount: gross } });
  const refusal = useFormProblem(form, (name) => name === 'cpoNumber' || name === 'amount');
  const approve = useMutation({
    mutationFn: (body: { cpoNumber: string; amount: string }) =>
      ask(api.POST('/quotes/{id}/approve', { params: seenQuote(quote), body })),
    onMutate: () => refusal.show(null),
    onError: refusal.show,
    onSuccess: (order) => {
      toast(t('order.done.enter', { number: order.number }));
      onClose();
    },
    onSettled: () =>
      Promise.all(staleWithQuote(projectId).map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  const { amount } = form.values;
  const difference = isDecimal(amount) ? subtract(amount, gross) : null;
  return (
    <form onSubmit={form.onSubmit((values) => approve.mutate(values))}>
      <Stack>
        <ProblemAlert error={refusal.error} lines={refusal.lines} />
        <TextInput
          label={t('order.field.number')}
          description={t('order.field.number.hint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          required
          maxLength={limits.cpo.number}
          data-autofocus
          {...form.getInputProps('cpoNumber')}
        />
        <AmountInput
          label={t('order.field.amount')}
          required
          currency={currency}
          {...form.getInputProps('amount')}
        />
        <Text size="sm" role="status" className="figures">
          {difference === null
            ? t('quote.approve.quoted', { gross: money(gross, currency) })
            : isZero(difference)
              ? t('quote.approve.same', { gross: money(gross, currency) })
              : t('quote.approve.differs', {
                  difference: signed(difference, currency, money),
                  gross: money(gross, currency),
                })}
        </Text>
        <Text size="sm">{t(projectId ? 'quote.approve.linked' : 'quote.approve.creates')}</Text>
        <Group justify="flex-end">
          <CancelButton />
          <Button type="submit" loading={approve.isPending}>
            {t('order.enter')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
