import { pageOf } from '@closeout/contracts/pages';
import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTexts } from '../../text/TextProvider.js';
import { DataTable } from '../../ui/DataTable.js';
import { Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Section.js';
import { creditNotesQuery, type Invoice } from '../invoiceQueries.js';

/** What was taken back of an invoice. */
export function CreditNotes({ invoice: { id, currency } }: { invoice: Invoice }) {
  const { t, day, money } = useTexts();
  const notes = useQuery(creditNotesQuery(id));
  return (
    <Section title={t('creditNotes.title')}>
      <Loaded query={notes}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">{t('invoice.creditNotes.none')}</Text>
          ) : (
            <DataTable
              stacks
              label={t('creditNotes.title')}
              rows={items}
              keyOf={(note) => note.id}
              columns={[
                {
                  title: t('project.document.number'),
                  cell: (note) => (
                    <Anchor component={Link} to={pageOf('creditNote', note.id)} inherit>
                      {note.number}
                    </Anchor>
                  ),
                },
                { title: t('invoice.issueDate'), cell: ({ issueDate }) => day(issueDate) },
                { title: t('reason.label'), cell: ({ reason }) => reason, prose: true },
                {
                  title: t('invoice.gross'),
                  figures: true,
                  cell: ({ totals }) => money(totals.gross, currency),
                },
              ]}
            />
          )
        }
      </Loaded>
    </Section>
  );
}
