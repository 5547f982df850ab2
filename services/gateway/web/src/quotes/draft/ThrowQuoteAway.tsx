import { pages } from '@closeout/contracts/pages';
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, ask } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { ConfirmDialog } from '../../ui/ConfirmDialog.js';
import { seenQuote, type Quote } from '../quoteQueries.js';

export function ThrowQuoteAway({ quote }: { quote: Quote }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setAsked(true)}>
        {t('quote.throwAway')} …
      </Button>
      <ConfirmDialog
        opened={asked}
        onClose={() => setAsked(false)}
        title={t('quote.throwAway')}
        grave
        act={async () => {
          await ask(api.DELETE('/quotes/{id}', { params: seenQuote(quote) }));
          await navigate(pages.quotes, { replace: true });
        }}
        done={t('quote.done.throwAway')}
        stale={[['quotes', 'list']]}
      >
        <Text size="sm">{t('quote.throwAway.text')}</Text>
      </ConfirmDialog>
    </>
  );
}
