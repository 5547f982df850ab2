import { pageOf, pages } from '@closeout/contracts/pages';
import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import { api, ask } from '../../api/client.js';
import { useRepeatKey } from '../../api/useRepeatKey.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { Loaded } from '../../ui/Loaded.js';
import { recordWidth } from '../../ui/pageWidth.js';
import { PageTitle } from '../../ui/PageTitle.js';
import { ProblemAlert } from '../../ui/ProblemAlert.js';
import { useForm } from '../../ui/useForm.js';
import { useFormProblem } from '../../ui/useFormProblem.js';
import { useToast } from '../../ui/useToast.js';
import { useUnsaved } from '../../ui/useUnsaved.js';
import { receiptQuery } from '../receiptQueries.js';
import { DraftFields } from './DraftFields.js';
import { atFields, isReceiptField, receiptInput, type ReceiptValues } from './receiptForm.js';
import { useExceeding } from './useExceeding.js';
import { usePrefilled } from './usePrefilled.js';
import { useSettleable } from './useSettleable.js';

export function Component() {
  const { t } = useTexts();
  const prefilled = usePrefilled();
  return (
    <Stack maw={recordWidth}>
      <PageTitle>{t('receipt.new.title')}</PageTitle>
      <Loaded query={prefilled}>{(values) => <NewReceiptForm values={values} />}</Loaded>
    </Stack>
  );
}

function NewReceiptForm({ values }: { values: ReceiptValues }) {
  const { t } = useTexts();
  const may = useMay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const toast = useToast();
  const form = useForm<ReceiptValues>({ initialValues: values });
  const settleable = useSettleable(form.values);
  const exceeds = useExceeding();
  const refusal = useFormProblem(form, isReceiptField);
  const unsaved = useUnsaved(form);
  const andIssue = useRef(false);
  const keyOf = useRepeatKey();
  const body = receiptInput(form.values, settleable.or(form.values.allocations));
  const create = useMutation({
    mutationFn: () =>
      ask(api.POST('/receipts', { params: { header: { 'Idempotency-Key': keyOf(body) } }, body })),
    onMutate: () => refusal.show(null),
    onError: (error) => refusal.show(atFields(error, body.allocations ?? [])),
    onSuccess: async (receipt) => {
      unsaved.saved();
      queries.setQueryData(receiptQuery(receipt.id).queryKey, receipt);
      void queries.invalidateQueries({ queryKey: ['receipts', 'list'] });
      if (!andIssue.current) toast(t('receipt.saved'));
      await navigate(`${pageOf('receipt', receipt.id)}${andIssue.current ? '?issue=true' : ''}`, {
        replace: true,
      });
    },
  });
  const submit = () => {
    const errors = exceeds(form.values.allocations, settleable.invoices);
    const [first] = Object.keys(errors);
    if (!first) return create.mutate();
    form.setErrors(errors);
    form.getInputNode(first)?.focus();
  };
  const asking = (issue: boolean) => () => {
    andIssue.current = issue;
  };
  return (
    <form onSubmit={form.onSubmit(submit)}>
      <Stack>
        <ProblemAlert error={refusal.error} lines={refusal.lines} />
        <DraftFields form={form} settleable={settleable} />
        <Group justify="flex-end">
          <Button component={Link} to={pages.receipts} variant="default">
            {t('app.cancel')}
          </Button>
          <Button
            type="submit"
            variant={may('receipts.issue') ? 'default' : 'filled'}
            onClick={asking(false)}
            loading={create.isPending}
          >
            {t('receipt.save')}
          </Button>
          {may('receipts.issue') && (
            <Button type="submit" onClick={asking(true)} loading={create.isPending}>
              {t('receipt.saveAndIssue')}
            </Button>
          )}
        </Group>
      </Stack>
      {unsaved.question}
    </form>
  );
}
