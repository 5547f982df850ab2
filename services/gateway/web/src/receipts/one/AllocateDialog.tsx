import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, ask } from '../../api/client.js';
import { useRepeatKey } from '../../api/useRepeatKey.js';
import { compare } from '../../format/decimal.js';
import { useTexts } from '../../text/TextProvider.js';
import { CancelButton, Dialog } from '../../ui/Dialog.js';
import { ProblemAlert } from '../../ui/ProblemAlert.js';
import { useForm } from '../../ui/useForm.js';
import { Unread } from '../../ui/Unread.js';
import { useFormProblem } from '../../ui/useFormProblem.js';
import { useToast } from '../../ui/useToast.js';
import { AllocationTable } from '../AllocationTable.js';
import { allocationsInput, atFields, isReceiptField, usedOf, type Amounts } from '../draft/receiptForm.js';
import { useExceeding } from '../draft/useExceeding.js';
import { useSettleable } from '../draft/useSettleable.js';
import { staleByReceipt, type Receipt } from '../receiptQueries.js';
import { AllocationPreview } from './AllocationPreview.js';
import { fillWithLeft, isMeantFor, leftAfter } from './left.js';

interface AllocateDialogProps {
  receipt: Receipt;
  opened: boolean;
  onClose(): void;
}

/** Spends what is left of an issued receipt on invoices. */
export function AllocateDialog({ opened, ...props }: AllocateDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog opened={opened} onClose={props.onClose} title={t('allocation.add.title')} size="xl">
      <Allocate {...props} />
    </Dialog>
  );
}

function Allocate({ receipt, onClose }: Omit<AllocateDialogProps, 'opened'>) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const exceeds = useExceeding();
  const keyOf = useRepeatKey();
  const { invoices: all, unread } = useSettleable({
    customerId: receipt.customerId,
    currency: receipt.currency,
    ...{ projectId: '', milestoneId: '' },
  });
  const meant = isMeantFor(receipt);
  const [own, others] = [all.filter(meant), all.filter((invoice) => !meant(invoice))];
  // The customer's credit settles any invoice; what is left for a project, only that project's.
  const [everything, setEverything] = useState(compare(receipt.free, '0') > 0);
  const invoices = everything ? all : own;
  const form = useForm<{ allocations: Amounts }>({ initialValues: { allocations: {} } });
  const refusal = useFormProblem(form, isReceiptField);
  const { allocations } = form.values;
  // Such as only the credit settles come first, before others take of it what their project lacks.
  const wanted = allocationsInput(allocations, [...others, ...own]);
  const asked = JSON.stringify(wanted);
  const [tried] = useDebouncedValue(asked, 250);
  const allocating = useMutation({
    // One after the other: each is a document of its own, and what was done before one is refused stays done.
    mutationFn: async () => {
      for (const body of wanted) {
        const params = { path: { id: receipt.id }, header: { 'Idempotency-Key': keyOf(body) } };
        await ask(api.POST('/receipts/{id}/allocations', { params, body })).catch((refused: Error) => {
          throw atFields(refused, [body]);
        });
        form.setFieldValue(`allocations.${body.invoiceId}`, '');
      }
    },
    onMutate: () => refusal.show(null),
    onError: refusal.show,
    onSuccess: () => {
      toast(t('allocation.added', { count: wanted.length }));
      onClose();
    },
    onSettled: () =>
      Promise.all(staleByReceipt(receipt).map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  const { left } = usedOf(receipt.unallocated, allocations, invoices);
  const over = left !== null && compare(left, '0') < 0;
  const { short } = leftAfter(receipt, allocations, invoices);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const errors = exceeds(allocations, invoices);
    const [first] = Object.keys(errors);
    if (!first) return allocating.mutate();
    form.setErrors(errors);
    form.getInputNode(first)?.focus();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <ProblemAlert error={refusal.error} lines={refusal.lines} />
        {unread && <Unread query={unread} skeleton={<Skeleton h={120} />} />}
        {!unread && invoices.length === 0 && <Text c="dimmed">{t('allocation.noneOpen')}</Text>}
        {invoices.length > 0 && (
          <AllocationTable
            invoices={invoices}
            amount={receipt.unallocated}
            currency={receipt.currency}
            allocations={allocations}
            onChange={(next) => {
              form.setFieldValue('allocations', next);
              form.clearErrors();
            }}
            filled={() => fillWithLeft(receipt, invoices)}
            errorOf={(id) => form.errors[`allocations.${id}`] as string | undefined}
            rest=""
          />
        )}
        {!everything && others.length > 0 && (
          <Button variant="default" size="xs" onClick={() => setEverything(true)}>
            {t('allocation.others', { count: others.length })}
          </Button>
        )}
        {wanted.length > 0 && !over && tried === asked && (
          <AllocationPreview
            receipt={receipt}
            invoices={invoices}
            wanted={wanted}
            paused={allocating.isPending || allocating.isSuccess}
          />
        )}
        <Group justify="flex-end">
          <CancelButton />
          <Button
            type="submit"
            loading={allocating.isPending}
            disabled={wanted.length === 0 || over || compare(short, '0') > 0}
          >
            {t('allocation.add.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
