import { Anchor, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ProjectOrders } from '../../orders/ProjectOrders.js';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client.js';
import { InvoiceButton } from '../../invoices/InvoiceButton.js';
import { documentPath } from '../../invoices/documentPath.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { DataTable } from '../../ui/DataTable.js';
import { Loaded } from '../../ui/Loaded.js';
import { MoreButton } from '../../ui/MoreButton.js';
import { Section } from '../../ui/Section.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import { documentsQuery, type Project } from '../projectQueries.js';

export function PaymentsView({ project }: { project: Project }) {
  return (
    <Stack>
      {project.milestones && <Milestones project={project} milestones={project.milestones} />}
      <ProjectOrders project={project} />
      <Documents id={project.id} />
    </Stack>
  );
}

interface MilestonesProps {
  project: Project;
  milestones: NonNullable<Project['milestones']>;
}

function Milestones({ project, milestones }: MilestonesProps) {
  const mayInvoice = useMay()('invoices.manage');
  const { t, money, day } = useTexts();
  return (
    <Section title={t('project.milestones')}>
      {milestones.length === 0 ? (
        <Text c="dimmed">{t('project.milestones.none')}</Text>
      ) : (
        <DataTable
          label={t('project.milestones')}
          rows={milestones}
          keyOf={({ id }) => id}
          columns={[
            { title: t('project.milestone.name'), cell: ({ label }) => label },
            {
              title: t('project.milestone.status'),
              cell: ({ status }) => <StatusBadge group="milestoneStatus" status={status} />,
            },
            {
              title: t('project.milestone.due'),
              cell: ({ dueDate, overdue }) => (
                <Text span size="sm" c={overdue ? 'var(--mantine-color-error)' : undefined}>
                  {dueDate ? day(dueDate) : t('app.none')}
                  {overdue && ` · ${t('projects.overdue')}`}
                </Text>
              ),
            },
            {
              title: t('project.milestone.expected'),
              figures: true,
              cell: ({ expectedAmount, currency }) => money(expectedAmount, currency),
            },
            {
              title: t('project.milestone.received'),
              figures: true,
              cell: ({ receivedAmount, currency }) => money(receivedAmount, currency),
            },
            {
              title: t('project.milestone.remaining'),
              figures: true,
              cell: ({ remainingAmount, currency }) => money(remainingAmount, currency),
            },
            ...(mayInvoice
              ? [
                  {
                    title: t('project.milestone.invoice'),
                    cell: (milestone: Schemas['Milestone']) => (
                      <InvoiceButton project={project} milestone={milestone} />
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
    </Section>
  );
}

function Documents({ id }: { id: string }) {
  const { t, word, money, day } = useTexts();
  const documents = useInfiniteQuery(documentsQuery(id));
  return (
    <Section title={t('project.documents')}>
      <Loaded query={documents}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0) return <Text c="dimmed">{t('project.documents.none')}</Text>;
          return (
            <DataTable
              label={t('project.documents')}
              rows={rows}
              keyOf={(row) => `${row.id} ${row.milestone?.id}`}
              columns={[
                {
                  title: t('project.document.number'),
                  cell: ({ kind, id: documentId, number }) => (
                    <Anchor component={Link} to={documentPath(kind, documentId)} inherit>
                      {number}
                    </Anchor>
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
                  cell: ({ status, paymentStatus }) =>
                    paymentStatus ? word('paymentStatus', paymentStatus) : word('documentStatus', status),
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
