import { limits } from '@closeout/contracts/limits';
import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client.js';
import { meQuery, useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { ConfirmDialog } from '../../ui/ConfirmDialog.js';
import { ReasonDialog } from '../../ui/ReasonDialog.js';
import { projectKey, type Project } from '../projectQueries.js';
import { allows } from '../projectWork.js';
import { FourEyes } from './ExpenseActions.js';
import { useWorkAction } from './useWorkAction.js';
import type { TimeEntry } from './workQueries.js';

/** Submitting one's own hours; approving and rejecting those of others. */
export function TimeEntryActions({ project, entry }: { project: Project; entry: TimeEntry }) {
  const { t, day, duration } = useTexts();
  const may = useMay();
  const me = useQuery(meQuery);
  const action = useWorkAction(project.id);
  const [approving, approve] = useDisclosure();
  const [rejecting, reject] = useDisclosure();
  const { id, status, userId, userName, description } = entry;
  const hours = duration(entry.hours);
  if (!allows(project, 'decisions')) return null;
  const own = userId === me.data?.user.id;
  const name = t('time.of', { hours, person: userName, day: day(entry.date) });
  const params = { path: { id: project.id, timeEntryId: id } };
  const open = status === 'DRAFT' || status === 'REJECTED';
  if (open && ((own && may('time.log')) || may('users.manage')))
    return (
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('app.of', { action: t('time.submit'), name })}
        onClick={() =>
          action.mutate({
            call: () => ask(api.POST('/projects/{id}/time-entries/{timeEntryId}/submit', { params })),
            done: t('time.submitted', { name }),
          })
        }
      >
        {t('time.submit')}
      </Button>
    );
  if (status === 'DRAFT') return <FourEyes>{t('time.draft.other', { person: userName })}</FourEyes>;
  if (status !== 'SUBMITTED') return null;
  if (own && !may('users.manage')) return <FourEyes>{t('time.own')}</FourEyes>;
  if (!may('time.approve')) return null;
  return (
    <Group gap="xs" wrap="nowrap">
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('app.of', { action: t('time.approve'), name })}
        onClick={approve.open}
      >
        {t('time.approve')}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label={t('app.of', { action: t('app.reject'), name })}
        onClick={reject.open}
      >
        {t('app.reject')}
      </Button>
      <ConfirmDialog
        opened={approving}
        onClose={approve.close}
        title={t('time.approve.ask')}
        submit={t('time.approve')}
        act={() => ask(api.POST('/projects/{id}/time-entries/{timeEntryId}/approve', { params }))}
        done={t('time.approved', { name })}
        stale={[projectKey(project.id)]}
      >
        <Text size="sm">{t('time.approve.text', { name, description })}</Text>
      </ConfirmDialog>
      <ReasonDialog
        opened={rejecting}
        onClose={reject.close}
        title={t('time.reject.ask')}
        submit={t('app.reject')}
        reason="required"
        hint={t('time.reject.hint', { person: userName })}
        maxLength={limits.project.reason}
        act={({ reason }) =>
          ask(api.POST('/projects/{id}/time-entries/{timeEntryId}/reject', { params, body: { reason } }))
        }
        done={t('time.rejected', { name })}
        stale={[projectKey(project.id)]}
      />
    </Group>
  );
}
