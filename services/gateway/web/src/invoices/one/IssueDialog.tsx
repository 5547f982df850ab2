import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { api, ask } from '../../api/client.js';
import { DryRunPreview } from '../../dryRun/DryRunPreview.js';
import { today } from '../../format/days.js';
import { projectKey } from '../../projects/projectQueries.js';
import { useTexts } from '../../text/TextProvider.js';
import { DayInput } from '../../ui/DayInput.js';
import { CancelButton, Dialog } from '../../ui/Dialog.js';
import { ProblemAlert } from '../../ui/ProblemAlert.js';
import { useForm } from '../../ui/useForm.js';
import { useFormProblem } from '../../ui/useFormProblem.js';
import { useToast } from '../../ui/useToast.js';
import { invoiceKey, invoiceQuery, type Invoice } from '../invoiceQueries.js';

interface IssueDialogProps {
  invoice: Invoice;
  opened: boolean;
  onClose(): void;
}

/** Issuing cannot be undone: what will come of it is shown first, the number included. */
export function IssueDialog({ invoice, opened, onClose }: IssueDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('invoice.issue')} size="lg">
      <IssueForm invoice={invoice} onClose={onClose} />
    </Dialog>
  );
}

function IssueForm({ invoice: { id, version, projectId }, onClose }: Omit<IssueDialogProps, 'opened'>) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const form = useForm({ initialValues: { issueDate: today() } });
  const refusal = useFormProblem(form, (name) => name === 'issueDate');
  const { issueDate } = form.values;
  const call = (dryRun: boolean) =>
    api.POST('/invoices/{id}/issue', {
      params: {
        path: { id },
        query: { dryRun: dryRun ? 'true' : 'false' },
        header: { 'If-Match': `"${version}"` },
      },
      // Today is the seller's own: their calendar may show another day than the reader's.
      body: issueDate && issueDate !== today() ? { issueDate } : {},
    });
  const issue = useMutation({
    mutationFn: () => ask(call(false)) as Promise<Invoice>,
    onMutate: () => refusal.show(null),
    onError: refusal.show,
    onSuccess: (issued) => {
      onClose();
      queries.setQueryData(invoiceQuery(id).queryKey, issued);
      toast(t('invoice.issued', { number: issued.number ?? '' }));
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['invoices'] }),
        queries.invalidateQueries({ queryKey: ['cpos'] }),
        ...(projectId ? [queries.invalidateQueries({ queryKey: projectKey(projectId) })] : []),
      ]),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    // In a portal of the page's form, whose submission this must not be.
    event.stopPropagation();
    form.onSubmit(() => issue.mutate())(event);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <ProblemAlert error={refusal.error} lines={refusal.lines} />
        <Text size="sm">{t('invoice.issue.text')}</Text>
        <DayInput w={200} label={t('invoice.issueDate')} max={today()} {...form.getInputProps('issueDate')} />
        <DryRunPreview
          queryKey={[...invoiceKey(id), 'issue', version, issueDate]}
          call={() => call(true)}
          paused={issue.isPending || issue.isSuccess}
        />
        <Group justify="flex-end">
          <CancelButton />
          <Button type="submit" loading={issue.isPending} data-autofocus>
            {t('invoice.issue')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
