import { Text } from '@mantine/core';
import { api, ask } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { ConfirmDialog } from '../../ui/ConfirmDialog.js';
import { seenQuote, staleWithQuote, type Quote } from '../quoteQueries.js';

interface SendQuoteDialogProps {
  quote: Quote;
  opened: boolean;
  onClose(): void;
}

/** A quote that was sent never changes again, so it is said first what will be. */
export function SendQuoteDialog({ quote, opened, onClose }: SendQuoteDialogProps) {
  const { t, money } = useTexts();
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('quote.send')}
      act={() => ask(api.POST('/quotes/{id}/send', { params: seenQuote(quote) }))}
      done={t('quote.done.send')}
      stale={staleWithQuote(null)}
    >
      <Text size="sm" className="figures">
        {t('quote.send.text', {
          title: quote.title,
          customer: quote.customerName,
          gross: money(quote.totals.gross, quote.currency),
        })}
      </Text>
    </ConfirmDialog>
  );
}
