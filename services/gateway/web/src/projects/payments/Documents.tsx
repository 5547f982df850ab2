import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { documentPage } from '../../invoices/documentPage.js';
import { useTexts } from '../../text/TextProvider.js';
import { RecordLink } from '../../ui/RecordLink.js';
import { DataTable } from '../../ui/DataTable.js';
import { Loaded } from '../../ui/Loaded.js';
import { MoreButton } from '../../ui/MoreButton.js';
import { Section } from '../../ui/Section.js';
import { documentsQuery } from '../projectQueries.js';

export function Documents({ id }: { id: string }) {
  const { t, word, money, day } = useTexts();
  const documents = useInfiniteQuery(documentsQuery(id));
  return (
    <Section title={t('project.documents')}>
      <Loaded query={documents}>
        {(answer) => {
          const rows = answer.pages.flatMap(({ items }) => items);
          if (rows.length === 0) return <Text c="dimmed">{t('project.documents.none')}</Text>;
          return (
            <DataTable
              stacks
              label={t('project.documents')}
              rows={rows}
              keyOf={(row) => `${row.id} ${row.milestone?.id}`}
              columns={[
                {
                  title: t('project.document.number'),
                  cell: ({ id, kind, number }) => (
                    <RecordLink page={documentPage[kind]} id={id}>
                      {number}
                    </RecordLink>
                  ),
                },
                { title: t('project.document.kind'), cell: ({ kind }) => word('documentKind', kind) },
                { title: t('project.document.date'), cell: ({ date }) => day(date) },
                {
                  title: t('project.document.for'),
                  cell: ({ milestone }) => milestone?.label ?? t('app.none'),
                },
                {
                  title: t('project.document.status'),
                  cell: ({ kind, status, paymentStatus }) =>
                    paymentStatus
                      ? word('paymentStatus', paymentStatus)
                      : word(kind === 'CPO' ? 'orderStatus' : 'documentStatus', status),
                },
                {
                  title: t('project.document.amount'),
                  figures: true,
                  cell: ({ amount, currency }) => money(amount, currency),
                },
              ]}
            />
          );
        }}
      </Loaded>
      <MoreButton pages={documents} />
    </Section>
  );
}
