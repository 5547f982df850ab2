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
import type { Expense } from './workQueries.js';

/** Settling and rejecting, for somebody else than who recorded it. */
export function ExpenseActions({ project, expense }: { project: Project; expense: Expense }) {
  const { t, money } = useTexts();
  const may = useMay();
  const me = useQuery(meQuery);
  const [settling, settle] = useDisclosure();
  const [rejecting, reject] = useDisclosure();
  const { id, status, description, amount, currency, recordedBy } = expense;
  if (status !== 'RECORDED' || !allows(project, 'decisions')) return null;
  const own = recordedBy.id === me.data?.user.id && !may('users.manage');
  if (own) return <FourEyes>{t('expense.own')}</FourEyes>;
  if (!may('expenses.settle')) return null;
  const params = { path: { id: project.id, expenseId: id } };
  return (
    <Group gap="xs" wrap="nowrap">
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('app.of', { action: t('expense.settle'), name: description })}
        onClick={settle.open}
      >
        {t('expense.settle')}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label={t('app.of', { action: t('app.reject'), name: description })}
        onClick={reject.open}
      >
        {t('app.reject')}
      </Button>
      <ConfirmDialog
        opened={settling}
        onClose={settle.close}
        title={t('expense.settle.ask')}
        submit={t('expense.settle')}
        act={() => ask(api.POST('/projects/{id}/expenses/{expenseId}/settle', { params }))}
        done={t('expense.settled', { name: description })}
        stale={[projectKey(project.id)]}
      >
        <Text size="sm">
          {t('expense.settle.text', {
            name: description,
            amount: money(amount, currency),
            person: recordedBy.name,
          })}
        </Text>
      </ConfirmDialog>
      <ReasonDialog
        opened={rejecting}
        onClose={reject.close}
        title={t('expense.reject.ask')}
        submit={t('app.reject')}
        reason="required"
        hint={t('expense.reject.hint', { person: recordedBy.name })}
        maxLength={limits.project.reason}
        grave
        act={({ reason }) =>
          ask(api.POST('/projects/{id}/expenses/{expenseId}/reject', { params, body: { reason } }))
        }
        done={t('expense.rejected', { name: description })}
        stale={[projectKey(project.id)]}
      />
    </Group>
  );
}

/** Why somebody who may decide may not decide on this. */
export function FourEyes({ children }: { children: string }) {
  return (
    <Text size="sm" c="dimmed">
      {children}
    </Text>
  );
}
