import { pageOf } from '@closeout/contracts/pages';
import { Group, Radio, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, ask, type Schemas } from '../../api/client.js';
import { projectKey } from '../../projects/projectQueries.js';
import { useTexts } from '../../text/TextProvider.js';
import { ReasonDialog } from '../../ui/ReasonDialog.js';
import { creditOf, leftOf } from '../credit.js';
import { invoiceKey, type Invoice } from '../invoiceQueries.js';
import { CreditLines } from './CreditLines.js';
import { CreditTotals } from './CreditTotals.js';

interface CreditNoteDialogProps {
  invoice: Invoice;
  opened: boolean;
  onClose(): void;
}

/** Takes back what is left of an invoice, or parts of its lines. */
export function CreditNoteDialog({ invoice, opened, onClose }: CreditNoteDialogProps) {
  const { t, scale, money } = useTexts();
  const navigate = useNavigate();
  const [whole, setWhole] = useState(true);
  const [amounts, setAmounts] = useState<ReadonlyMap<number, string>>(new Map());
  const { id, version, currency, projectId } = invoice;
  const all = useMemo(() => creditOf(invoice, leftOf(invoice), scale(currency)), [invoice, scale, currency]);
  const credit = whole ? all : creditOf(invoice, amounts, scale(currency));
  const reset = () => {
    setWhole(true);
    setAmounts(new Map());
  };
  const impossible = credit.lines.length === 0 || credit.exceeding.length > 0;
  const lines = JSON.stringify(whole ? null : credit.lines);
  const [asked] = useDebouncedValue(lines, 250);

  const call = (reason: string, wanted: string, dryRun: boolean) =>
    api.POST('/invoices/{id}/credit-notes', {
      params: {
        path: { id },
        query: { dryRun: dryRun ? 'true' : 'false' },
        header: { 'If-Match': `"${version}"` },
      },
      body: {
        reason,
        ...(wanted !== 'null' && { lines: JSON.parse(wanted) as { lineNo: number; amount: string }[] }),
      },
    });
  const issue = async (reason: string) => {
    const note = (await ask(call(reason, lines, false))) as Schemas['CreditNote'];
    await navigate(pageOf('creditNote', note.id));
  };
  return (
    <ReasonDialog
      opened={opened}
      onClose={onClose}
      size="xl"
      title={t('creditNote.new')}
      also={{ dirty: !whole, reset }}
      submit={t('creditNote.issue')}
      reason="required"
      hint={t('creditNote.reason.hint')}
      disabled={impossible}
      preview={
        impossible || asked !== lines
          ? undefined
          : { queryKey: [...invoiceKey(id), 'credit', version, asked], call: () => call('?', asked, true) }
      }
      act={({ reason }) => issue(reason)}
      done={t('creditNote.issued', { amount: money(credit.gross, currency) })}
      stale={[
        ['invoices'],
        ['credit-notes'],
        ['receipts'],
        ['cpos'],
        ...(projectId ? [projectKey(projectId)] : []),
      ]}
    >
      <Stack gap="sm">
        <Text size="sm">{t('creditNote.text')}</Text>
        <Radio.Group
          label={t('creditNote.extent')}
          value={whole ? 'whole' : 'lines'}
          onChange={(value) => setWhole(value === 'whole')}
        >
          <Group mt={4}>
            <Radio value="whole" label={t('creditNote.whole', { amount: money(all.gross, currency) })} />
            <Radio value="lines" label={t('creditNote.lines')} />
          </Group>
        </Radio.Group>
        {!whole && (
          <CreditLines
            invoice={invoice}
            amounts={amounts}
            exceeding={credit.exceeding}
            onChange={setAmounts}
          />
        )}
        <CreditTotals credit={credit} left={all.gross} currency={currency} />
      </Stack>
    </ReasonDialog>
  );
}
