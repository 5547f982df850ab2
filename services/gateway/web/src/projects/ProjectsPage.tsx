import { Button, Group, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { EmptyState } from '../ui/EmptyState.js';
import { MoreButton } from '../ui/MoreButton.js';
import { PageTitle } from '../ui/PageTitle.js';
import { ProblemAlert } from '../ui/ProblemAlert.js';
import { useAddress } from '../ui/useAddress.js';
import { filterNames, projectListQuery } from './projectFilters.js';
import { ProjectFilters } from './ProjectFilters.js';
import { projectList } from './projectQueries.js';
import { ProjectRow, ProjectRowSkeleton } from './ProjectRow.js';
import classes from './ProjectRow.module.css';

export function Component() {
  const { t } = useTexts();
  const may = useMay();
  const { params, change } = useAddress();
  const query = useMemo(() => projectListQuery(params), [params]);
  const projects = useInfiniteQuery(projectList(query));
  const rows = projects.data?.pages.flatMap(({ items }) => items) ?? [];
  const filtered = filterNames.some((name) => name !== 'sort' && params.has(name));
  const create = may('projects.create') && (
    <Button component={Link} to="/projects/new">
      {t('projects.new')}
    </Button>
  );
  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle>{t('projects.title')}</PageTitle>
        {create}
      </Group>
      <ProjectFilters params={params} change={change} />
      <ProblemAlert error={projects.error} />
      <VisuallyHidden role="status">
        {projects.isSuccess && t('projects.shown', { count: rows.length })}
      </VisuallyHidden>
      {projects.isPending && <ProjectRowSkeleton rows={6} />}
      {rows.length > 0 && (
        <ul className={classes.list} aria-label={t('projects.title')} aria-busy={projects.isPlaceholderData}>
          {rows.map((project) => (
            <ProjectRow key={project.id} project={project} />
          ))}
        </ul>
      )}
      {projects.isSuccess && rows.length === 0 && !filtered && (
        <EmptyState title={t('projects.empty.title')} text={t('projects.empty.text')}>
          {create}
        </EmptyState>
      )}
      {projects.isSuccess && rows.length === 0 && filtered && (
        <EmptyState title={t('projects.noMatch.title')} text={t('projects.noMatch.text')}>
          <Button
            variant="default"
            onClick={() => change(Object.fromEntries(filterNames.map((name) => [name, undefined])))}
          >
            {t('projects.filter.reset')}
          </Button>
        </EmptyState>
      )}
      <MoreButton pages={projects} />
      {rows.length > 0 && (
        <Text size="sm" c="dimmed" ta="center" aria-hidden>
          {t('projects.shown', { count: rows.length })}
        </Text>
      )}
    </Stack>
  );
}
