import { Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { RecordLink } from '../../ui/RecordLink.js';
import { DocumentLines } from '../../invoices/DocumentLines.js';
import { priceLines } from '../../invoices/pricing.js';
import { Totals } from '../../invoices/Totals.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { recordWidth } from '../../ui/pageWidth.js';
import { PageHead } from '../../ui/PageHead.js';
import { PageTitle } from '../../ui/PageTitle.js';
import { Section } from '../../ui/Section.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import { DraftQuote } from '../draft/DraftQuote.js';
import { quoteQuery, type Quote } from '../quoteQueries.js';
import { BudgetTree } from './BudgetTree.js';
import { Outcome } from './Outcome.js';
import { QuoteActions } from './QuoteActions.js';
import { askAgainIn } from '../../app/queries.js';
import { UnreadPage } from '../../ui/Unread.js';

const lookAgainMs = 2000;

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTexts();
  const may = useMay();
  const asked = useQuery({
    ...quoteQuery(id),
    // The project creates itself elsewhere; whoever hears no events sees it too.
    refetchInterval: (asked) =>
      asked.state.data?.status === 'APPROVED' && asked.state.data.projectId === null
        ? lookAgainMs
        : askAgainIn(asked),
  });
  const { data } = asked;
  if (!data)
    return (
      <UnreadPage query={asked} skeleton={<Skeleton h={320} role="status" aria-label={t('app.loading')} />} />
    );
  return data.status === 'DRAFT' && may('quotes.manage') ? (
    <DraftQuote key={data.id} quote={data} />
  ) : (
    <ReadQuote quote={data} />
  );
}

/** Sent, it never changes again; what became of it comes first. Drafts look the same to those who only read. */
function ReadQuote({ quote }: { quote: Quote }) {
  const { t, scale, instant } = useTexts();
  const may = useMay();
  const { number, title, status, customerId, customerName, currency, lines, totals, budgetNodes } = quote;
  const { taxes } = priceLines(lines, scale(currency));
  return (
    <Stack maw={recordWidth}>
      <PageHead actions={may('quotes.manage') && <QuoteActions quote={quote} />}>
        <Group gap="sm">
          <PageTitle named={`${number} ${title}`}>{title}</PageTitle>
          <StatusBadge group="quoteStatus" status={status} />
        </Group>
        <Group gap="xs" c="dimmed">
          <Text>{number}</Text>·
          <RecordLink page="customer" id={customerId} underline="always">
            {customerName}
          </RecordLink>
          {quote.sentAt && (
            <>
              ·<Text>{t('quote.sentAt', { at: instant(quote.sentAt) })}</Text>
            </>
          )}
        </Group>
      </PageHead>
      <Outcome quote={quote} />
      <Section title={t('quote.lines')}>
        <DocumentLines lines={lines} currency={currency} />
        <Totals currency={currency} net={totals.net} taxes={taxes} gross={totals.gross} />
      </Section>
      {budgetNodes.length > 0 && (
        <Section title={t('quote.budget')}>
          <BudgetTree nodes={budgetNodes} currency={currency} />
        </Section>
      )}
    </Stack>
  );
}
