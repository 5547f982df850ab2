import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../../api/client.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { ConfirmDialog } from '../../ui/ConfirmDialog.js';
import { DataTable, type Column } from '../../ui/DataTable.js';
import { Section } from '../../ui/Section.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import { projectKey, stagesQuery, type Project } from '../projectQueries.js';
import { allows } from '../projectWork.js';
import { BudgetSum } from './BudgetSum.js';
import { MilestoneDialog } from './MilestoneDialog.js';
import { sumWith, type Milestone } from './milestoneForm.js';
import { MilestoneActions } from './MilestoneActions.js';

interface MilestonesProps {
  project: Project;
  milestones: readonly Milestone[];
}

/** What was agreed to be paid, and where each payment stands. */
export function Milestones({ project, milestones }: MilestonesProps) {
  const { t } = useTexts();
  const may = useMay();
  const [asked, setAsked] = useState<Milestone | 'new' | null>(null);
  const [removed, setRemoved] = useState<Milestone | null>(null);
  const plans = may('project_payments.manage') && allows(project, 'administration');
  const { budgetTotal = '0' } = project;
  const columns = useColumns(project);
  return (
    <Section title={t('project.milestones')}>
      {milestones.length === 0 ? (
        <Text c="dimmed">{t(plans ? 'project.milestones.none.plan' : 'project.milestones.none')}</Text>
      ) : (
        <>
          <DataTable
            stacks
            label={t('project.milestones')}
            rows={milestones}
            keyOf={({ id }) => id}
            columns={[
              ...columns,
              {
                title: t('app.actions'),
                figures: true,
                cell: (milestone) => (
                  <MilestoneActions
                    project={project}
                    milestone={milestone}
                    onEdit={() => setAsked(milestone)}
                    onRemove={() => setRemoved(milestone)}
                  />
                ),
              },
            ]}
          />
          <BudgetSum
            {...sumWith(milestones, null, '0', budgetTotal)}
            budget={budgetTotal}
            currency={project.currency}
          />
        </>
      )}
      {plans && (
        <Group>
          <Button variant="default" onClick={() => setAsked('new')}>
            {t('milestone.add')}
          </Button>
        </Group>
      )}
      <MilestoneDialog
        project={project}
        milestones={milestones}
        asked={asked}
        onClose={() => setAsked(null)}
      />
      <ConfirmDialog
        opened={removed !== null}
        onClose={() => setRemoved(null)}
        title={t('milestone.remove', { label: removed?.label ?? '' })}
        submit={t('app.delete')}
        grave
        act={() =>
          ask(
            api.DELETE('/projects/{id}/milestones/{milestoneId}', {
              params: { path: { id: project.id, milestoneId: removed?.id ?? '' } },
            }),
          )
        }
        done={t('milestone.removed', { label: removed?.label ?? '' })}
        stale={[projectKey(project.id), ['projects', 'list']]}
      >
        <Text size="sm">{t('milestone.remove.text')}</Text>
      </ConfirmDialog>
    </Section>
  );
}

function useColumns(project: Project): Column<Milestone>[] {
  const { t, money, day } = useTexts();
  const may = useMay();
  const stages = useQuery({ ...stagesQuery(project.id), enabled: may('project_stages.view') });
  const stageOf = (id: string | null) => stages.data?.items.find((stage) => stage.id === id);
  const amount = (title: string, of: (milestone: Milestone) => string): Column<Milestone> => ({
    title,
    figures: true,
    cell: (milestone) => money(of(milestone), milestone.currency),
  });
  return [
    {
      title: t('project.milestone.name'),
      cell: ({ label, stageId }) => (
        <>
          {label}
          {stageId && (
            <Text size="xs" fw={400} c="dimmed" truncate>
              {t('milestone.when', { name: stageOf(stageId)?.name ?? '…' })}
            </Text>
          )}
        </>
      ),
    },
    {
      title: t('project.milestone.status'),
      cell: ({ status, paymentRequestedAt }) => (
        <>
          <StatusBadge group="milestoneStatus" status={status} />
          {paymentRequestedAt && status === 'PLANNED' && <Text size="xs">{t('milestone.requested')}</Text>}
        </>
      ),
    },
    {
      title: t('project.milestone.due'),
      cell: ({ dueDate, overdue, paidDate, status }) => (
        <>
          <Text span size="sm" c={overdue ? 'var(--mantine-color-error)' : undefined}>
            {dueDate ? day(dueDate) : t('app.none')}
            {overdue && ` · ${t('projects.overdue')}`}
          </Text>
          {paidDate && status === 'PAID' && (
            <Text size="xs" c="dimmed">
              {t('milestone.paid', { day: day(paidDate) })}
            </Text>
          )}
        </>
      ),
    },
    amount(t('project.milestone.expected'), ({ expectedAmount }) => expectedAmount),
    amount(t('project.milestone.received'), ({ receivedAmount }) => receivedAmount),
    amount(t('project.milestone.remaining'), ({ remainingAmount }) => remainingAmount),
  ];
}
