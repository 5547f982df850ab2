import { Group, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Schemas } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Section.js';
import type { Project } from '../projectQueries.js';
import classes from '../work/Work.module.css';
import { Attempts } from './Attempts.js';
import { BlockerLine } from './BlockerLine.js';
import { ClosureButton } from './ClosureButton.js';
import { SettleButton } from '../../settling/SettleButton.js';
import { WarningAlerts } from '../../warnings/WarningAlerts.js';
import { settleable } from './settleable.js';
import { ThreeBars } from './ThreeBars.js';

type Preview = Schemas['ClosurePreview'];

interface FinancialPanelProps {
  project: Project;
  closure: UseQueryResult<Preview>;
}

export function FinancialPanel({ project, closure }: FinancialPanelProps) {
  const { t } = useTexts();
  return (
    <Section title={t('closure.financial')}>
      <Loaded query={closure}>{(preview) => <Reconciled project={project} preview={preview} />}</Loaded>
    </Section>
  );
}

function Reconciled({ project, preview }: { project: Project; preview: Preview }) {
  const { t } = useTexts();
  const { currency } = preview.totals;
  const pending = preview.closures.some(({ status }) => status === 'PENDING');
  const over = project.status === 'FINALIZED' || project.status === 'CANCELLED';
  return (
    <>
      <Text role="status">{useStanding(project, preview, pending)}</Text>
      {preview.basis !== 'CPO' && (
        <Text size="sm" c="dimmed">
          {t(preview.basis === 'BUDGET' ? 'closure.basis.budget' : 'closure.basis.invoiced')}
        </Text>
      )}
      {!preview.invoiceLeg && (
        <Text size="sm" c="dimmed">
          {t('closure.basis.noInvoices')}
        </Text>
      )}
      <ThreeBars of={preview} currency={currency} />
      {!over && preview.blockers.length > 0 && (
        <ul className={classes.list}>
          {preview.blockers.map((blocker) => (
            <BlockerLine
              key={`${blocker.code} ${blocker.recordId} ${blocker.permission}`}
              project={project}
              blocker={blocker}
              of={preview}
              currency={currency}
            />
          ))}
        </ul>
      )}
      {!over && <WarningAlerts warnings={preview.warnings} currency={currency} />}
      <Group className={classes.actions}>
        {!over && (
          <SettleButton
            of={{ what: 'project', id: project.id, customerId: project.customerId }}
            amount={settleable(preview.blockers)}
            currency={currency}
          />
        )}
        <ClosureButton
          project={project}
          name="financial-closure"
          ready={preview.ready && !pending && project.actions.includes('financial-closure')}
        />
      </Group>
      <Attempts project={project} closures={preview.closures} />
    </>
  );
}

function useStanding(project: Project, preview: Preview, pending: boolean): string {
  const { t } = useTexts();
  if (project.status === 'FINALIZED') return t('closure.financial.done');
  if (project.status === 'CANCELLED') return t('closure.financial.cancelled');
  if (pending) return t('closure.financial.pending');
  if (preview.ready) return t('closure.financial.ready');
  return t('closure.financial.blocked', { count: preview.blockers.length });
}
