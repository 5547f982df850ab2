import { pageOf, pages } from '@closeout/contracts/pages';
import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { ProjectSummary } from '../../projects/projectQueries.js';
import { useTexts } from '../../text/TextProvider.js';
import { DataTable, type Column } from '../../ui/DataTable.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import { projectsOf } from '../customerQueries.js';
import { Few } from './Few.js';

export function ProjectsOf({ customerId }: { customerId: string }) {
  const { t, money: shown } = useTexts();
  const projects = useQuery(projectsOf(customerId));
  const title = t('projects.title');
  const column = (
    name: string,
    of: (project: ProjectSummary) => string | undefined,
  ): Column<ProjectSummary> => ({
    title: name,
    figures: true,
    cell: (project) => {
      const amount = of(project);
      return amount === undefined ? t('app.none') : shown(amount, project.currency);
    },
  });
  const money = [
    column(t('project.budget'), ({ budgetTotal }) => budgetTotal),
    column(t('project.received'), ({ totals }) => totals?.received),
    column(t('project.remaining'), ({ totals }) => totals?.remaining),
  ];
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
          stacks
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
            ...(items.some(({ totals }) => totals) ? money : []),
          ]}
        />
      )}
    </Few>
  );
}
