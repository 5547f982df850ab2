import { Button, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { Loaded } from '../../ui/Loaded.js';
import { MoreButton } from '../../ui/MoreButton.js';
import { Section } from '../../ui/Section.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import type { Project } from '../projectQueries.js';
import { allows } from '../projectWork.js';
import { DeliverableActions } from './DeliverableActions.js';
import { DeliverableDialog } from './DeliverableDialog.js';
import classes from './Work.module.css';
import { deliverablesQuery, type Deliverable } from './workQueries.js';

export function Deliverables({ project }: { project: Project }) {
  const { t, day } = useTexts();
  const may = useMay();
  const deliverables = useInfiniteQuery(deliverablesQuery(project.id));
  const [asked, setAsked] = useState<Deliverable | 'new' | null>(null);
  const edits = may('projects.edit') && allows(project, 'delivery');
  return (
    <Section title={t('work.deliverables')}>
      <Loaded query={deliverables}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0) return <Text c="dimmed">{t('work.deliverables.none')}</Text>;
          return (
            <ul className={classes.list}>
              {rows.map((deliverable) => (
                <li key={deliverable.id}>
                  <div className={classes.what}>
                    <Group gap="xs">
                      <Text fw={600}>{deliverable.name}</Text>
                      <StatusBadge group="deliverableStatus" status={deliverable.status} />
                    </Group>
                    {deliverable.description && (
                      <Text size="sm" className="prose">
                        {deliverable.description}
                      </Text>
                    )}
                    {deliverable.dueDate && (
                      <Text size="sm" c={deliverable.overdue ? 'var(--mantine-color-error)' : 'dimmed'}>
                        {t('project.stage.due', { day: day(deliverable.dueDate) })}
                        {deliverable.overdue && ` · ! ${t('projects.overdue')}`}
                      </Text>
                    )}
                  </div>
                  <Group gap="xs">
                    <DeliverableActions project={project} deliverable={deliverable} />
                    {edits && deliverable.actions.length > 0 && (
                      <Button
                        variant="subtle"
                        size="compact-sm"
                        aria-label={t('app.edit.name', { name: deliverable.name })}
                        onClick={() => setAsked(deliverable)}
                      >
                        {t('app.edit')}
                      </Button>
                    )}
                  </Group>
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
      <MoreButton pages={deliverables} />
      {edits && (
        <Group>
          <Button variant="default" onClick={() => setAsked('new')}>
            {t('deliverable.add')}
          </Button>
        </Group>
      )}
      <DeliverableDialog projectId={project.id} asked={asked} onClose={() => setAsked(null)} />
    </Section>
  );
}
