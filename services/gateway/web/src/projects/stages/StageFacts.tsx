import { Text } from '@mantine/core';
import type { Schemas } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { shareOf, type Stage } from './stageForm.js';
import { dueTooLate } from './timeline.js';

interface StageFactsProps {
  stage: Stage;
  stages: readonly Stage[];
  milestones: readonly Schemas['Milestone'][] | undefined;
}

/** When a stage is due, what it waits for, what follows from it. */
export function StageFacts({ stage, stages, milestones = [] }: StageFactsProps) {
  const { t, day, money, instant, percent } = useTexts();
  const waits = stages.filter(({ id }) => stage.dependsOn.includes(id));
  const facts = [
    stage.dueDate ? t('project.stage.due', { day: day(stage.dueDate) }) : t('stage.noDue'),
    stages.length > 1 &&
      t('stage.share', { weight: stage.weight, percent: percent(Math.round(shareOf(stage, stages))) }),
    waits.length > 0 &&
      t(stage.blockedBy.length > 0 ? 'project.stage.waits' : 'stage.waited', {
        names: waits.map(({ name, completion }) => (completion === 100 ? `✓ ${name}` : name)).join(', '),
      }),
  ].filter(Boolean);
  return (
    <>
      <Text size="sm" c="dimmed" className="figures">
        {facts.join(' · ')}
      </Text>
      {dueTooLate(stage, stages).map(({ id, name, dueDate }) => (
        <Text key={id} size="sm" c="var(--mantine-color-error)">
          {t('stage.dueTooLate', { name, day: day(dueDate ?? '') })}
        </Text>
      ))}
      {milestones
        .filter(({ stageId }) => stageId === stage.id)
        .map(({ id, label, expectedAmount, currency, paymentRequestedAt }) => (
          <Text key={id} size="sm">
            {t(paymentRequestedAt ? 'stage.payment.requested' : 'stage.payment', {
              label,
              amount: money(expectedAmount, currency),
              at: paymentRequestedAt ? instant(paymentRequestedAt) : '',
            })}
          </Text>
        ))}
    </>
  );
}
