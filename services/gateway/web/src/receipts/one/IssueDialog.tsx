import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '../../api/client.js';
import { DryRunPreview } from '../../dryRun/DryRunPreview.js';
import { useTexts } from '../../text/TextProvider.js';
import { CancelButton, Dialog } from '../../ui/Dialog.js';
import { ProblemAlert } from '../../ui/ProblemAlert.js';
import { useToast } from '../../ui/useToast.js';
import { receiptKey, receiptQuery, staleByReceipt, type Receipt } from '../receiptQueries.js';
import { MilestoneEffects } from './MilestoneEffects.js';

interface IssueDialogProps {
  receipt: Receipt;
  opened: boolean;
  onClose(): void;
}

/** What was seen is issued, and nothing else. */
const issue = ({ id, version }: Receipt, dryRun: boolean) =>
  api.POST('/receipts/{id}/issue', {
    params: { path: { id }, query: { dryRun: dryRun ? 'true' : 'false' } },
    headers: { 'If-Match': `"${version}"` },
    body: {},
  });

/** Issuing cannot be taken back: first one sees what will follow. */
export function IssueDialog({ opened, ...props }: IssueDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog opened={opened} onClose={props.onClose} title={t('receipt.issue.title')} size="lg">
      <Issue {...props} />
    </Dialog>
  );
}

function Issue({ receipt, onClose }: Omit<IssueDialogProps, 'opened'>) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const issuing = useMutation({
    mutationFn: async () => (await ask(issue(receipt, false))) as Receipt,
    onSuccess: (issued) => {
      onClose();
      queries.setQueryData(receiptQuery(receipt.id).queryKey, issued);
      toast(t('receipt.issued', { number: issued.number ?? '' }));
    },
    onSettled: () =>
      Promise.all(staleByReceipt(receipt).map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  return (
    <Stack>
      <ProblemAlert error={issuing.error} />
      <Text size="sm">{t('receipt.issue.text')}</Text>
      <DryRunPreview
        queryKey={[...receiptKey(receipt.id), 'issue', receipt.version]}
        call={() => issue(receipt, true)}
        paused={issuing.isPending || issuing.isSuccess}
        more={({ answer }) => <MilestoneEffects shares={(answer as Receipt).projectShares} />}
      />
      <Group justify="flex-end">
        <CancelButton />
        <Button data-autofocus loading={issuing.isPending} onClick={() => issuing.mutate()}>
          {t('receipt.issue.submit')}
        </Button>
      </Group>
    </Stack>
  );
}
