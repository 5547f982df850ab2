import { pageOf } from '@closeout/contracts/pages';
import { Group, Skeleton, Stack, Text } from '@mantine/core';
import { memo } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../text/TextProvider.js';
import { Bar } from '../ui/Bar.js';
import { StatusBadge } from '../ui/StatusBadge.js';
import { MoneyBar } from './one/MoneyFigures.js';
import type { ProjectSummary } from './projectQueries.js';
import classes from './ProjectRow.module.css';

export const ProjectRow = memo(function ProjectRow({ project }: { project: ProjectSummary }) {
  const { t, percent } = useTexts();
  const { completion } = project;
  return (
    <>
      <div>
        <Link to={pageOf('project', project.id)} className={classes.link}>
          {project.title}
        </Link>
        <Text size="sm" c="dimmed">
          {project.number} · {project.customer.name}
        </Text>
      </div>
      <Group gap={6}>
        <StatusBadge group="status" status={project.status} />
        {project.overdue && (
          <Text span size="sm" fw={600} c="var(--mantine-color-error)">
            {t('projects.overdue')}
          </Text>
        )}
        {project.archived && (
          <Text span size="sm" c="dimmed">
            {t('projects.archived')}
          </Text>
        )}
      </Group>
      <Stack gap={4}>
        <Text size="sm" className="figures">
          {t('projects.completion')} {percent(completion)}
        </Text>
        <Bar percent={completion} label={`${t('projects.completion')}: ${percent(completion)}`} />
      </Stack>
      {project.totals && (
        <Stack gap={4}>
          <MoneyBar {...project} />
        </Stack>
      )}
    </>
  );
});

export function ProjectRowSkeleton({ rows }: { rows: number }) {
  return (
    <Stack gap={1} aria-hidden>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} h={66} />
      ))}
    </Stack>
  );
}
