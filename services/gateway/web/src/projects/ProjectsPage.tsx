import { pages } from '@closeout/contracts/pages';
import { Button, Group, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { EmptyState } from '../ui/EmptyState.js';
import { Listing } from '../ui/Listing.js';
import { PageTitle } from '../ui/PageTitle.js';
import { useAddress } from '../ui/useAddress.js';
import { VirtualList } from '../ui/VirtualList.js';
import { filterNames, projectListQuery } from './projectFilters.js';
import { ProjectFilters } from './ProjectFilters.js';
import { projectList } from './projectQueries.js';
import { ProjectRow, ProjectRowSkeleton } from './ProjectRow.js';
import classes from './ProjectRow.module.css';

export function Component() {
  const { t, word } = useTexts();
  const may = useMay();
  const { params, change } = useAddress();
  const query = useMemo(() => projectListQuery(params), [params]);
  const projects = useInfiniteQuery(projectList(query));
  const filtered = filterNames.some((name) => name !== 'sort' && params.has(name));
  const create = may('projects.create') && (
    <Button component={Link} to={pages.newProject}>
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
      <Listing
        pages={projects}
        shown={(count) => t('projects.shown', { count })}
        skeleton={<ProjectRowSkeleton rows={6} />}
        empty={
          filtered ? (
            <EmptyState title={t('projects.noMatch.title')} text={t('projects.noMatch.text')}>
              <Button
                variant="default"
                onClick={() => change(Object.fromEntries(filterNames.map((name) => [name, undefined])))}
              >
                {t('projects.filter.reset')}
              </Button>
            </EmptyState>
          ) : !may('projects.view') ? (
            <EmptyState
              title={t('projects.none.title')}
              text={t('projects.none.text', { permission: word('permission', 'projects.view') })}
            />
          ) : (
            <EmptyState title={t('projects.empty.title')} text={t('projects.empty.text')}>
              {create}
            </EmptyState>
          )
        }
      >
        {(rows, old) => (
          <VirtualList
            label={t('projects.title')}
            rows={rows}
            keyOf={({ id }) => id}
            estimate={71}
            old={old}
            open={projects.hasNextPage}
            rowClass={rows.some(({ totals }) => totals) ? classes.row : classes.withoutMoney}
          >
            {(project) => <ProjectRow project={project} />}
          </VirtualList>
        )}
      </Listing>
    </Stack>
  );
}
