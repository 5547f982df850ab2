import { pageOf, pages } from '@closeout/contracts/pages';
import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTexts } from '../../text/TextProvider.js';
import { DataTable } from '../../ui/DataTable.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import { projectsOf } from '../customerQueries.js';
import { Few } from './Few.js';

export function ProjectsOf({ customerId }: { customerId: string }) {
  const { t, money } = useTexts();
  const projects = useQuery(projectsOf(customerId));
  const title = t('projects.title');
  return (
    <Few
      title={title}
      query={projects}
      rowsOf={({ items }) => items}
      hasMore={({ nextCursor }) => nextCursor !== null}
      all={`${pages.projects}?customerId=${customerId}`}
    >
      {({ items }) => (
        <DataTable
          label={title}
          rows={items}
          keyOf={({ id }) => id}
          columns={[
            {
              title: t('order.project'),
              cell: ({ id, number, title: name }) => (
                <Anchor component={Link} to={pageOf('project', id)} inherit fw={600}>
                  {number} {name}
                </Anchor>
              ),
            },
            {
              title: t('order.status'),
              cell: ({ status }) => <StatusBadge group="status" status={status} />,
            },
            {
              title: t('project.budget'),
              figures: true,
              cell: ({ budgetTotal, currency }) => money(budgetTotal, currency),
            },
            {
              title: t('project.received'),
              figures: true,
              cell: ({ totals, currency }) => money(totals.received, currency),
            },
            {
              title: t('project.remaining'),
              figures: true,
              cell: ({ totals, currency }) => money(totals.remaining, currency),
            },
          ]}
        />
      )}
    </Few>
  );
}
