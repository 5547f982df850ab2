import { Group, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Schemas } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Section.js';
import type { Project } from '../projectQueries.js';
import classes from '../work/Work.module.css';
import { ClosedBy } from './ClosedBy.js';
import { ClosureButton } from './ClosureButton.js';
import { PendingLine } from './PendingLine.js';
import type { useOpenRecords } from './useOpenRecords.js';

type TechnicalClosure = Schemas['TechnicalClosure'];

interface TechnicalPanelProps {
  project: Project;
  closure: UseQueryResult<TechnicalClosure>;
  records: ReturnType<typeof useOpenRecords>;
}

/** Its work is closed: by whom is told by its history. */
export const isTechnicallyClosed = (status: string): boolean =>
  status === 'FINALIZED' || status === 'TECHNICALLY_CLOSED';

export function TechnicalPanel({ project, closure, records }: TechnicalPanelProps) {
  const { t } = useTexts();
  return (
    <Section title={t('closure.technical')}>
      <Loaded query={closure}>
        {(answer) => <Pending project={project} closure={answer} records={records} />}
      </Loaded>
    </Section>
  );
}

function Pending({
  project,
  closure,
  records,
}: Omit<TechnicalPanelProps, 'closure'> & { closure: TechnicalClosure }) {
  const { t } = useTexts();
  const { ready, status, pendingCount, pending } = closure;
  const finalized = status === 'FINALIZED';
  const text = ready
    ? t('closure.technical.ready')
    : status === 'TECHNICALLY_CLOSED'
      ? t('closure.technical.done')
      : finalized
        ? t('closure.technical.finalized')
        : pendingCount > 0
          ? t('closure.technical.pending', { count: pendingCount })
          : t('closure.technical.notActive');
  return (
    <>
      <Text role="status">{text}</Text>
      {isTechnicallyClosed(status) && <ClosedBy project={project} />}
      {finalized && pendingCount > 0 && (
        <Text>{t('closure.technical.skipped', { count: pendingCount })}</Text>
      )}
      {/* Nobody clears anything of a finalized project any more. */}
      {!finalized && pending.length > 0 && (
        <ul className={classes.list}>
          {pending.map((item) => (
            <PendingLine key={item.id} project={project} item={item} records={records} />
          ))}
        </ul>
      )}
      <Group className={classes.actions}>
        <ClosureButton project={project} name="technical-closure" ready={ready} />
        <ClosureButton project={project} name="resume" ready={status === 'ON_HOLD'} />
      </Group>
    </>
  );
}
