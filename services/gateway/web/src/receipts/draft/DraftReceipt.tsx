import { Alert, Button, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, ask } from '../../api/client.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { recordWidth } from '../../ui/pageWidth.js';
import { PageHead } from '../../ui/PageHead.js';
import { PageTitle } from '../../ui/PageTitle.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import { useAddress } from '../../ui/useAddress.js';
import { useEditing } from '../../ui/useEditing.js';
import { useForm } from '../../ui/useForm.js';
import { useToast } from '../../ui/useToast.js';
import { useUnsaved } from '../../ui/useUnsaved.js';
import { WarningAlerts } from '../../warnings/WarningAlerts.js';
import { IssueDialog } from '../one/IssueDialog.js';
import { receiptQuery, type Receipt } from '../receiptQueries.js';
import { DraftFields } from './DraftFields.js';
import { atFields, isReceiptField, receiptInput, receiptValues, type ReceiptValues } from './receiptForm.js';
import { useDeleting } from './useDeleting.js';
import { useExceeding } from './useExceeding.js';
import { useSettleable } from './useSettleable.js';

const same = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A draft, to be changed on, thrown away or issued. */
export function DraftReceipt({ receipt }: { receipt: Receipt }) {
  const { t } = useTexts();
  const may = useMay();
  const queries = useQueryClient();
  const toast = useToast();
  const { params, change } = useAddress();
  const path = { params: { path: { id: receipt.id } } };
  const form = useForm<ReceiptValues>({ initialValues: receiptValues(receipt) });
  const settleable = useSettleable(form.values);
  const exceeds = useExceeding();
  const editing = useEditing({
    record: receipt,
    form,
    valuesOf: receiptValues,
    read: () => queries.fetchQuery({ ...receiptQuery(receipt.id), staleTime: 0 }),
    isField: isReceiptField,
  });
  const unsaved = useUnsaved(form);
  const andIssue = useRef(false);
  const [asked, setAsked] = useState(params.get('issue') === 'true' && may('receipts.issue'));
  const body = receiptInput(form.values, settleable.or(form.values.allocations));
  const save = useMutation({
    mutationFn: () => ask(api.PATCH('/receipts/{id}', { ...path, headers: editing.ifMatch, body })),
    onMutate: editing.begin,
    onError: (error) => editing.refuse(atFields(error, body.allocations ?? [])),
    onSuccess: (saved) => {
      editing.saved(saved);
      form.resetDirty();
      queries.setQueryData(receiptQuery(receipt.id).queryKey, saved);
      void queries.invalidateQueries({ queryKey: ['receipts', 'list'] });
      if (andIssue.current) setAsked(true);
      else toast(t('receipt.saved'));
    },
  });
  const submit = () => {
    const errors = exceeds(form.values.allocations, settleable.invoices);
    const [first] = Object.keys(errors);
    if (first) {
      form.setErrors(errors);
      return form.getInputNode(first)?.focus();
    }
    const before = receiptInput(editing.before ?? form.values, allocated(receipt));
    if (andIssue.current && same(before, body)) return setAsked(true);
    save.mutate();
  };
  const deleting = useDeleting(receipt, unsaved.saved);
  const dropped =
    settleable.unread !== null
      ? []
      : receipt.allocations.filter(
          ({ invoiceId }) => !settleable.invoices.some(({ id }) => id === invoiceId),
        );
  return (
    <form onSubmit={form.onSubmit(submit)}>
      <Stack maw={recordWidth}>
        <PageHead
          actions={
            <Button variant="default" onClick={() => deleting.mutate()} loading={deleting.isPending}>
              {t('receipt.delete')}
            </Button>
          }
        >
          <Group gap="sm">
            <PageTitle>{t('receipt.draft.title', { customer: receipt.customerName })}</PageTitle>
            <StatusBadge group="receiptStatus" status={receipt.status} />
          </Group>
        </PageHead>
        {editing.alert}
        <WarningAlerts warnings={receipt.warnings} currency={receipt.currency} />
        {dropped.length > 0 && (
          <Alert color="yellow" variant="outline" c="inherit">
            {t('receipt.dropped', { numbers: dropped.map(({ invoiceNumber }) => invoiceNumber).join(', ') })}
          </Alert>
        )}
        <DraftFields form={form} settleable={settleable} draftId={receipt.id} />
        <Group justify="flex-end">
          <Button
            type="submit"
            variant={may('receipts.issue') ? 'default' : 'filled'}
            onClick={() => void (andIssue.current = false)}
            loading={save.isPending}
          >
            {t('receipt.save')}
          </Button>
          {may('receipts.issue') && (
            <Button type="submit" onClick={() => void (andIssue.current = true)} loading={save.isPending}>
              {t('receipt.issue')}
            </Button>
          )}
        </Group>
      </Stack>
      {unsaved.question}
      <IssueDialog
        receipt={receipt}
        opened={asked}
        onClose={() => {
          setAsked(false);
          change({ issue: undefined });
        }}
      />
    </form>
  );
}

/** The invoices of a draft, in its order, as those are that are shown. */
const allocated = ({ allocations }: Receipt) => allocations.map(({ invoiceId }) => ({ id: invoiceId }));
