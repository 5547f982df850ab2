import { Group, Skeleton, Stack, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, type ComponentType } from 'react';
import { useParams } from 'react-router';
import { RecordLink } from '../../ui/RecordLink.js';
import { useTexts } from '../../text/TextProvider.js';
import { PageHead } from '../../ui/PageHead.js';
import { PageTitle } from '../../ui/PageTitle.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import { useAddress } from '../../ui/useAddress.js';
import { ActionsMenu } from '../actions/ActionsMenu.js';
import { EditButton } from '../edit/EditButton.js';
import { projectQuery, type Project } from '../projectQueries.js';
import classes from './ProjectPage.module.css';
import { OverviewView } from './OverviewView.js';
import { UnreadPage } from '../../ui/Unread.js';
import { loadPart } from '../../app/loadPart.js';

/** What one sees first comes with the page, the others when they are wanted. */
const views = {
  overview: OverviewView,
  payments: later(() => import('../payments/PaymentsView.js').then((file) => file.PaymentsView)),
  stages: later(() => import('../stages/StagesView.js').then((file) => file.StagesView)),
  work: later(() => import('../work/WorkView.js').then((file) => file.WorkView)),
  closure: later(() => import('../closure/ClosureView.js').then((file) => file.ClosureView)),
  history: later(() => import('./HistoryView.js').then((file) => file.HistoryView)),
} as const;
type View = keyof typeof views;
const names = Object.keys(views) as View[];

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTexts();
  const { params, change } = useAddress();
  const query = useQuery(projectQuery(id));
  const { data: project } = query;
  const tabs = useRef<HTMLDivElement>(null);
  const chosen = params.get('view');
  useEffect(() => {
    // The chosen one is seen, also where not all of them have room.
    tabs.current
      ?.querySelector('[aria-selected=true]')
      ?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [chosen, project === undefined]);
  if (!project) return <UnreadPage query={query} skeleton={<ProjectSkeleton />} />;
  const asked = params.get('view');
  // Who may not see payments has no milestones in the answer.
  const shown = names.filter((name) => name !== 'payments' || project.milestones !== undefined);
  const view = shown.find((name) => name === asked) ?? 'overview';
  return (
    <Stack>
      <PageHead
        actions={
          <>
            <EditButton project={project} />
            <ActionsMenu project={project} />
          </>
        }
      >
        <Group gap="sm">
          <PageTitle named={`${project.number} ${project.title}`}>{project.title}</PageTitle>
          <StatusBadge group="status" status={project.status} />
        </Group>
        <Text c="dimmed">
          {project.number} ·{' '}
          <RecordLink page="customer" id={project.customerId} underline="always">
            {project.customer.name}
          </RecordLink>
        </Text>
      </PageHead>
      <Tabs
        value={view}
        onChange={(name) => change({ view: name === 'overview' ? undefined : (name ?? undefined) })}
        keepMounted={false}
      >
        <Tabs.List aria-label={t('project.views')} mb="md" className={classes.tabs} ref={tabs}>
          {shown.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`project.view.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {shown.map((name) => {
          const Part = views[name];
          return (
            <Tabs.Panel key={name} value={name} tabIndex={0}>
              <Suspense fallback={<Skeleton h={320} />}>
                <Part project={project} />
              </Suspense>
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </Stack>
  );
}

type Part = ComponentType<{ project: Project }>;

function later(fetchPart: () => Promise<Part>) {
  return lazy(async () => ({ default: await loadPart(fetchPart) }));
}

function ProjectSkeleton() {
  const { t } = useTexts();
  return (
    <Stack role="status" aria-busy="true" aria-label={t('app.loading')}>
      <Skeleton h={36} w="50%" />
      <Skeleton h={40} />
      <Skeleton h={220} />
    </Stack>
  );
}
