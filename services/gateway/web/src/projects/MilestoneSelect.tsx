import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Schemas } from '../api/client.js';
import { useTexts } from '../text/TextProvider.js';
import { SearchSelect } from '../ui/SearchSelect.js';
import { StatusBadge } from '../ui/StatusBadge.js';
import { milestonesQuery } from './projectChoices.js';

export type Milestone = Schemas['Milestone'];

interface MilestoneSelectProps {
  /** Whose milestones; '' while no project is chosen yet. */
  projectId: string;
  /** The milestone's id, or '' for none. */
  value: string;
  onChange(milestone: Milestone | null): void;
  isOpen?(milestone: Milestone): boolean;
  required?: boolean;
  disabled?: boolean;
  error?: ReactNode;
}

/** One of a project's agreed payments, or none; below the field stands what is expected and still to come. */
export function MilestoneSelect({ projectId, value, onChange, disabled, ...rest }: MilestoneSelectProps) {
  const { t, money } = useTexts();
  const [q, setQ] = useState<string | null>(null);
  const milestones = useQuery(milestonesQuery(projectId));
  const all = milestones.data?.items ?? [];
  const words = (q ?? '').toLocaleLowerCase();
  const found = all.filter(({ label }) => label.toLocaleLowerCase().includes(words));
  const chosen = all.find(({ id }) => id === value);
  const amounts = ({ expectedAmount, remainingAmount, currency }: Milestone) =>
    t('milestoneSelect.amounts', {
      expected: money(expectedAmount, currency),
      remaining: money(remainingAmount, currency),
    });
  return (
    <SearchSelect
      texts={{
        label: t('milestoneSelect.label'),
        placeholder: t(projectId ? 'milestoneSelect.without' : 'milestoneSelect.projectFirst'),
        none: t(all.length === 0 ? 'milestoneSelect.nothingAgreed' : 'milestoneSelect.none'),
        away: t('milestoneSelect.away'),
        clear: t('milestoneSelect.clear'),
      }}
      value={value}
      name={chosen?.label}
      chosen={milestones}
      found={found}
      choices={milestones}
      onSearch={setQ}
      onChange={onChange}
      description={chosen && amounts(chosen)}
      disabled={disabled || projectId === ''}
      clearable={!rest.required}
      path="milestoneId"
      {...rest}
    >
      {(milestone) => (
        <Group justify="space-between" wrap="nowrap" gap="sm">
          <div>
            <Text size="sm" fw={600}>
              {milestone.label}
            </Text>
            <Text size="xs" className="figures">
              {amounts(milestone)}
            </Text>
          </div>
          <StatusBadge group="milestoneStatus" status={milestone.status} />
        </Group>
      )}
    </SearchSelect>
  );
}
