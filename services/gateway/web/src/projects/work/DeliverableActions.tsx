import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { api, ask } from '../../api/client.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { ConfirmDialog } from '../../ui/ConfirmDialog.js';
import { projectKey, type Project } from '../projectQueries.js';
import { allows } from '../projectWork.js';
import { useWorkAction } from './useWorkAction.js';
import type { Deliverable } from './workQueries.js';

type Status = Deliverable['status'];

/** The next steps of a deliverable. The last ones are final, so they are asked about. */
export function DeliverableActions({ project, deliverable }: { project: Project; deliverable: Deliverable }) {
  const { t } = useTexts();
  const may = useMay();
  const action = useWorkAction(project.id);
  const [asked, setAsked] = useState<Status | null>(null);
  if (!may('projects.edit') || !allows(project, 'delivery')) return null;
  const { id, name } = deliverable;
  const become = (status: Status) =>
    ask(
      api.PATCH('/projects/{id}/deliverables/{deliverableId}', {
        params: { path: { id: project.id, deliverableId: id } },
        body: { status },
      }),
    );
  const done = (status: Status) => t(`deliverable.done.${status}`, { name });
  return (
    <Group gap="xs" wrap="nowrap">
      {deliverable.actions.map((status) => (
        <Button
          key={status}
          size="compact-sm"
          variant={status === 'CANCELLED' ? 'subtle' : 'default'}
          aria-label={t('app.of', { action: t(`deliverable.become.${status}`), name })}
          onClick={() =>
            status === 'READY'
              ? action.mutate({ call: () => become(status), done: done(status) })
              : setAsked(status)
          }
        >
          {t(`deliverable.become.${status}`)}
        </Button>
      ))}
      <ConfirmDialog
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={t(`deliverable.ask.${asked ?? 'DELIVERED'}`, { name })}
        submit={t(`deliverable.become.${asked ?? 'DELIVERED'}`)}
        grave={asked === 'CANCELLED'}
        act={() => become(asked ?? 'DELIVERED')}
        done={done(asked ?? 'DELIVERED')}
        stale={[projectKey(project.id)]}
      >
        <Text size="sm">{t('deliverable.final')}</Text>
      </ConfirmDialog>
    </Group>
  );
}
