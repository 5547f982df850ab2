import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { api, ask } from '../../api/client.js';
import { LinkDialog } from '../../projects/LinkDialog.js';
import { useTexts } from '../../text/TextProvider.js';
import { ReasonDialog } from '../../ui/ReasonDialog.js';
import { seenQuote, staleWithQuote, type Quote } from '../quoteQueries.js';
import { EnterOrderDialog } from './EnterOrderDialog.js';

/** What can be done with a quote that was sent. */
export function QuoteActions({ quote }: { quote: Quote }) {
  const { t } = useTexts();
  const [asked, setAsked] = useState<'order' | 'decline' | 'link' | null>(null);
  const close = () => setAsked(null);
  const { status, projectId, number } = quote;
  const waits = status === 'SENT';
  return (
    <Group gap="sm">
      {status !== 'DECLINED' && projectId === null && (
        <Button variant="default" onClick={() => setAsked('link')}>
          {t('order.action.link')}
        </Button>
      )}
      {waits && (
        <>
          <Button variant="default" onClick={() => setAsked('decline')}>
            {t('quote.decline')}
          </Button>
          <Button onClick={() => setAsked('order')}>{t('quote.approve')}</Button>
        </>
      )}
      <EnterOrderDialog quote={quote} opened={asked === 'order'} onClose={close} />
      <ReasonDialog
        opened={asked === 'decline'}
        onClose={close}
        title={t('quote.decline')}
        reason="optional"
        hint={t('quote.decline.hint')}
        grave
        act={({ reason }) =>
          ask(
            api.POST('/quotes/{id}/decline', {
              params: seenQuote(quote),
              body: { reason: reason || null },
            }),
          )
        }
        done={t('quote.done.decline', { number: number ?? '' })}
        stale={staleWithQuote(projectId)}
      />
      <LinkDialog
        opened={asked === 'link'}
        onClose={close}
        title={t('order.action.link')}
        lead={t(waits ? 'quote.link.lead' : 'quote.link.approved')}
        of={quote}
        act={(chosen) =>
          ask(api.POST('/quotes/{id}/link', { params: seenQuote(quote), body: { projectId: chosen } }))
        }
        done={t('order.done.link', { number: number ?? '' })}
        stale={staleWithQuote}
      />
    </Group>
  );
}
