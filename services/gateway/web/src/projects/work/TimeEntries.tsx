import { Button, Group, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../../api/client.js';
import { meQuery, useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { Loaded } from '../../ui/Loaded.js';
import { MoreButton } from '../../ui/MoreButton.js';
import { Section } from '../../ui/Section.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import type { Project } from '../projectQueries.js';
import { allows } from '../projectWork.js';
import { useIsOnProject } from '../team/useIsOnProject.js';
import { SettleAll, SettleEntry, SettlementLine } from './SettleWork.js';
import { TimeEntryActions } from './TimeEntryActions.js';
import { TimeEntryDialog } from './TimeEntryDialog.js';
import { useWorkAction } from './useWorkAction.js';
import classes from './Work.module.css';
import { timeEntriesQuery, type TimeEntry } from './workQueries.js';

export function TimeEntries({ project }: { project: Project }) {
  const { t } = useTexts();
  const may = useMay();
  const entries = useInfiniteQuery(timeEntriesQuery(project.id));
  const [about, setAbout] = useState<TimeEntry | 'new' | null>(null);
  const on = useIsOnProject(project);
  const logs = may('time.log') && allows(project, 'time') && on;
  return (
    <Section title={t('work.hours')}>
      <Loaded query={entries}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0) return <Text c="dimmed">{t('work.hours.none')}</Text>;
          return (
            <ul className={classes.list}>
              {rows.map((entry) => (
                <Row key={entry.id} project={project} entry={entry} onEdit={() => setAbout(entry)} />
              ))}
            </ul>
          );
        }}
      </Loaded>
      <MoreButton pages={entries} />
      <Group>
        {logs && (
          <Button variant="default" onClick={() => setAbout('new')}>
            {t('time.add')}
          </Button>
        )}
        <SettleAll project={project} />
      </Group>
      {!logs && may('time.log') && allows(project, 'time') && (
        <Text size="sm" c="dimmed">
          {t('time.notAssigned')}
        </Text>
      )}
      <TimeEntryDialog project={project} about={about} onClose={() => setAbout(null)} />
    </Section>
  );
}

function Row({ project, entry, onEdit }: { project: Project; entry: TimeEntry; onEdit(): void }) {
  const { t, day, duration } = useTexts();
  const may = useMay();
  const me = useQuery(meQuery);
  const hours = duration(entry.hours);
  const action = useWorkAction(project.id);
  const { status, date, hours: exact, description, taskType, billable } = entry;
  const changes =
    entry.userId === me.data?.user.id &&
    may('time.log') &&
    allows(project, 'time') &&
    (status === 'DRAFT' || status === 'REJECTED');
  const name = t('time.of', { hours, person: entry.userName, day: day(date) });
  const path = { id: project.id };
  const remove = () =>
    action.mutate({
      call: () =>
        ask(
          api.DELETE('/projects/{id}/time-entries/{timeEntryId}', {
            params: { path: { ...path, timeEntryId: entry.id } },
          }),
        ),
      done: t('time.removed', { name }),
      undo: {
        call: () =>
          ask(
            api.POST('/projects/{id}/time-entries', {
              params: { path },
              body: { date, hours: exact, description, taskType, billable },
            }),
          ),
        done: t('time.saved'),
      },
    });
  return (
    <li>
      <div className={classes.what}>
        <Group gap="xs">
          <Text fw={600}>{entry.userName}</Text>
          <StatusBadge group="timeEntryStatus" status={status} />
        </Group>
        <Text size="sm" className="prose">
          {description}
        </Text>
        <Text size="sm" c="dimmed">
          {[
            day(date),
            taskType,
            !billable && t('time.notBillable'),
            entry.decidedBy && t('time.decided', { name: entry.decidedBy.name }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
        {entry.reason && <Text size="sm">{t('work.reason', { reason: entry.reason })}</Text>}
        <SettlementLine entry={entry} />
      </div>
      <Group gap="sm">
        <Text fw={600} className="figures">
          {hours}
        </Text>
        <TimeEntryActions project={project} entry={entry} />
        <SettleEntry project={project} entry={entry} name={name} />
        {changes && (
          <Group gap={0} wrap="nowrap">
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={onEdit}
              aria-label={t('app.edit.name', { name })}
            >
              {t('app.edit')}
            </Button>
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={remove}
              aria-label={t('app.of', { action: t('app.delete'), name })}
            >
              {t('app.delete')}
            </Button>
          </Group>
        )}
      </Group>
    </li>
  );
}
