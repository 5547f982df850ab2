import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { RecordLink } from '../../ui/RecordLink.js';
import { Around, slot } from '../../text/Around.js';
import { useTexts } from '../../text/TextProvider.js';
import { recordWidth } from '../../ui/pageWidth.js';
import { PageHead } from '../../ui/PageHead.js';
import { PageTitle } from '../../ui/PageTitle.js';
import { Section } from '../../ui/Section.js';
import { DocumentLines } from '../DocumentLines.js';
import { DocumentSubject } from '../DocumentSubject.js';
import { LockLine } from '../LockLine.js';
import { creditNoteHistoryQuery, creditNoteQuery } from '../invoiceQueries.js';
import { Totals } from '../Totals.js';
import { UnreadPage } from '../../ui/Unread.js';
import { PdfButton } from '../../ui/PdfButton.js';

/** A credit note is born issued: there is nothing to be changed. */
export function Component() {
  const { id = '' } = useParams();
  const { t, money } = useTexts();
  const query = useQuery(creditNoteQuery(id));
  const { data: note } = query;
  const history = useQuery(creditNoteHistoryQuery(id));
  if (!note) return <UnreadPage query={query} skeleton={<Skeleton h={240} />} />;
  return (
    <Stack maw={recordWidth}>
      <PageHead actions={<PdfButton of={`credit-notes/${id}`}>{t('invoice.pdf')}</PdfButton>}>
        <PageTitle named={`${note.number} · ${note.customerName}`}>{note.number}</PageTitle>
        <Text c="dimmed">
          <Around text={t('creditNote.lead', { customer: slot })}>
            <RecordLink page="customer" id={note.customerId} underline="always">
              {note.customerName}
            </RecordLink>
          </Around>{' '}
          <RecordLink page="invoice" id={note.invoiceId} underline="always">
            {note.invoiceNumber}
          </RecordLink>
        </Text>
      </PageHead>
      <LockLine
        number={note.number}
        issuedAt={note.issuedAt}
        by={history.data?.items[0]?.by.name}
        correction={t('lock.creditNote')}
      />
      <Section title={t('reason.label')}>
        <Text className="prose">{note.reason}</Text>
      </Section>
      <DocumentSubject document={note} />
      <Section title={t('invoice.lines')}>
        <DocumentLines lines={note.lines} currency={note.currency} />
        <Totals currency={note.currency} net={note.totals.net} taxes={note.taxes} gross={note.totals.gross} />
      </Section>
      {note.released.length > 0 && (
        <Section title={t('creditNote.freed')}>
          {note.released.map(({ receiptId, receiptNumber, amount }) => (
            <Text key={receiptId}>
              <RecordLink page="receipt" id={receiptId} underline="always">
                {t('creditNote.freed.line', { number: receiptNumber, amount: money(amount, note.currency) })}
              </RecordLink>
            </Text>
          ))}
        </Section>
      )}
    </Stack>
  );
}
