import { List, Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { milestonesQuery } from '../../projects/projectChoices.js';
import { useTexts } from '../../text/TextProvider.js';
import type { Receipt } from '../receiptQueries.js';
import { milestoneEffects } from './milestoneEffects.js';

interface MilestoneEffectsProps {
  shares: Receipt['projectShares'];
  /** Whether they are taken back. */
  takesBack?: boolean;
}

/** How far the receipt's milestones are paid afterwards. */
export function MilestoneEffects({ shares, takesBack = false }: MilestoneEffectsProps) {
  const { t, word, money } = useTexts();
  const projectIds = [
    ...new Set(shares.filter(({ milestoneId }) => milestoneId).map(({ projectId }) => projectId)),
  ];
  const effects = useQueries({
    queries: projectIds.map(milestonesQuery),
    combine: (answers) =>
      milestoneEffects(
        shares,
        answers.flatMap(({ data }) => data?.items ?? []),
        takesBack,
      ),
  });
  if (effects.length === 0) return null;
  return (
    <>
      <Text size="sm" fw={600} mt="xs">
        {t('receipt.effects')}
      </Text>
      <List size="sm">
        {effects.map(({ id, label, from, to, received, expected, currency }) => (
          <List.Item key={id} className="figures">
            {t(from === to ? 'receipt.effect.same' : 'receipt.effect', {
              label,
              from: word('milestoneStatus', from),
              to: to ? word('milestoneStatus', to) : t('receipt.effect.nothing'),
              received: money(received, currency),
              expected: money(expected, currency),
            })}
          </List.Item>
        ))}
      </List>
    </>
  );
}
