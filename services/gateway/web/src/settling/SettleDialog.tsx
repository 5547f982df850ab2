import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client.js';
import { useRepeatKey } from '../api/useRepeatKey.js';
import { DryRunPreview } from '../dryRun/DryRunPreview.js';
import { useTexts } from '../text/TextProvider.js';
import { CancelButton, Dialog } from '../ui/Dialog.js';
import { ProblemAlert } from '../ui/ProblemAlert.js';
import { useToast } from '../ui/useToast.js';

type Settling = Schemas['Settling'];

/** What is settled in one go: a project with its money, an invoice with what there is for it, what is left of a receipt. */
export interface Settled {
  what: 'project' | 'invoice' | 'receipt';
  id: string;
  customerId: string;
}

interface SettleDialogProps {
  of: Settled;
  opened: boolean;
  onClose(): void;
}

/** Shows what would settle what, the oldest first, and does it. */
export function SettleDialog({ opened, ...props }: SettleDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog opened={opened} onClose={props.onClose} title={t('settle.title')} size="lg">
      <Settle {...props} />
    </Dialog>
  );
}

function Settle({ of, onClose }: Omit<SettleDialogProps, 'opened'>) {
  const { t, money } = useTexts();
  const queries = useQueryClient();
  const toast = useToast();
  const keyOf = useRepeatKey();
  const stale = [
    ...[['receipts'], ['invoices'], ['cpos'], ['projects'], ['dashboard']],
    ['customers', of.customerId],
  ];
  const settling = useMutation({
    mutationFn: async () => (await ask(settle(of, 'false', keyOf(of)))) as Settling,
    onSuccess: ({ settled, currency }) => {
      toast(t('settle.done', { amount: money(settled, currency) }));
      onClose();
    },
    onSettled: () => Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  return (
    <Stack>
      <ProblemAlert error={settling.error} />
      <Text size="sm">{t(`settle.text.${of.what}`)}</Text>
      <DryRunPreview
        queryKey={['invoices', 'settling', of.what, of.id]}
        call={() => settle(of, 'true')}
        paused={settling.isPending || settling.isSuccess}
        more={({ answer }) => <Planned settling={answer as Settling} />}
      />
      <Group justify="flex-end">
        <CancelButton />
        <Button data-autofocus loading={settling.isPending} onClick={() => settling.mutate()}>
          {t('settle.submit')}
        </Button>
      </Group>
    </Stack>
  );
}

function Planned({ settling: { allocations, currency, due, left } }: { settling: Settling }) {
  const { t, money } = useTexts();
  return (
    <>
      <List size="sm">
        {allocations.map(({ id, receiptNumber, invoiceNumber, amount }) => (
          <List.Item key={id} className="figures">
            {t('settle.step', {
              receipt: receiptNumber,
              invoice: invoiceNumber,
              amount: money(amount, currency),
            })}
          </List.Item>
        ))}
      </List>
      <Text size="sm" className="figures">
        {t('settle.rest', { due: money(due, currency), left: money(left, currency) })}
      </Text>
    </>
  );
}

function settle({ what, id }: Settled, dryRun: 'true' | 'false', key?: string) {
  const params = { path: { id }, query: { dryRun }, ...(key && { header: { 'Idempotency-Key': key } }) };
  const request = { params, body: {} };
  // As a closure's blockers propose it.
  if (what === 'project')
    return api.POST('/billing/projects/{id}/settle', { params, body: { credit: true } });
  if (what === 'invoice') return api.POST('/invoices/{id}/settle', request);
  return api.POST('/receipts/{id}/settle', request);
}
