import { limits } from '@closeout/contracts/limits';
import { workSettlements } from '@closeout/contracts/vocabulary';
import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { ReasonDialog } from '../../ui/ReasonDialog.js';
import { useAddress } from '../../ui/useAddress.js';
import { projectKey, type Project } from '../projectQueries.js';
import { allows } from '../projectWork.js';
import { unbilledQuery, type TimeEntry } from './workQueries.js';

type Settlement = NonNullable<Schemas['TimeEntry']['settlement']>['as'];

function useMaySettle(project: Project): boolean {
  const may = useMay();
  return may('projects.finance_closure') && allows(project, 'administration');
}

/** Finance says what becomes of all approved billable hours that are left. A blocker of the closure leads here. */
export function SettleAll({ project }: { project: Project }) {
  const { t } = useTexts();
  const { params, change } = useAddress();
  const may = useMaySettle(project);
  const left = useQuery({ ...unbilledQuery(project.id), enabled: may });
  if (!may || !left.data?.items.length) return null;
  return (
    <>
      <Button variant="default" onClick={() => change({ ask: 'settle' })}>
        {t('time.settle.all')}
      </Button>
      <SettleDialog
        project={project}
        entry={null}
        opened={params.get('ask') === 'settle'}
        onClose={() => change({ ask: undefined })}
      />
    </>
  );
}

/** The same for one entry, and the way back. */
export function SettleEntry({ project, entry, name }: { project: Project; entry: TimeEntry; name: string }) {
  const { t } = useTexts();
  const may = useMaySettle(project);
  const [opened, setOpened] = useState(false);
  if (!may || entry.status !== 'APPROVED' || !entry.billable) return null;
  const action = t(entry.settlement ? 'time.unsettle' : 'time.settle');
  const close = () => setOpened(false);
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label={t('app.of', { action, name })}
        onClick={() => setOpened(true)}
      >
        {action}
      </Button>
      {entry.settlement ? (
        <UnsettleDialog project={project} entry={entry} name={name} opened={opened} onClose={close} />
      ) : (
        <SettleDialog project={project} entry={entry} name={name} opened={opened} onClose={close} />
      )}
    </>
  );
}

/** What was said of hours that are not invoiced here. */
export function SettlementLine({ entry: { settlement } }: { entry: TimeEntry }) {
  const { t, word } = useTexts();
  if (!settlement) return null;
  return (
    <Text size="sm">
      {t('time.settled', {
        what: word('workSettlement', settlement.as),
        name: settlement.by.name,
        reason: settlement.reason,
      })}
    </Text>
  );
}

interface DialogProps {
  project: Project;
  opened: boolean;
  onClose(): void;
}

function SettleDialog({
  project,
  entry,
  name,
  opened,
  onClose,
}: DialogProps & { entry: TimeEntry | null; name?: string }) {
  const { t, word } = useTexts();
  const [as, setAs] = useState<Settlement>('INVOICED_ELSEWHERE');
  const which = entry ? { entryIds: [entry.id] } : { all: true as const };
  return (
    <ReasonDialog
      opened={opened}
      onClose={onClose}
      title={t(entry ? 'time.settle.ask' : 'time.settle.all.ask')}
      submit={t('time.settle')}
      also={{ dirty: as !== 'INVOICED_ELSEWHERE', reset: () => setAs('INVOICED_ELSEWHERE') }}
      reason="required"
      hint={t('time.settle.hint')}
      maxLength={limits.project.reason}
      act={({ reason }) =>
        ask(
          api.POST('/projects/{id}/time-entries/settle', {
            params: { path: { id: project.id } },
            body: { ...which, as, reason },
          }),
        )
      }
      done={t('time.settle.done', { what: word('workSettlement', as) })}
      stale={[projectKey(project.id)]}
    >
      <Stack gap="xs">
        <Text size="sm">{name ?? t('time.settle.all.text')}</Text>
        <Radio.Group label={t('time.settle.as')} value={as} onChange={(value) => setAs(value as Settlement)}>
          <Group mt={4}>
            {workSettlements.map((each) => (
              <Radio key={each} value={each} label={word('workSettlement', each)} />
            ))}
          </Group>
        </Radio.Group>
      </Stack>
    </ReasonDialog>
  );
}

function UnsettleDialog({
  project,
  entry,
  name,
  opened,
  onClose,
}: DialogProps & { entry: TimeEntry; name: string }) {
  const { t } = useTexts();
  return (
    <ReasonDialog
      opened={opened}
      onClose={onClose}
      title={t('time.unsettle.ask')}
      submit={t('time.unsettle')}
      reason="required"
      maxLength={limits.project.reason}
      act={({ reason }) =>
        ask(
          api.POST('/projects/{id}/time-entries/unsettle', {
            params: { path: { id: project.id } },
            body: { entryIds: [entry.id], reason },
          }),
        )
      }
      done={t('time.unsettle.done', { name })}
      stale={[projectKey(project.id)]}
    >
      <Text size="sm">{t('time.unsettle.text', { name })}</Text>
    </ReasonDialog>
  );
}
