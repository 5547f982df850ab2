import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../text/TextProvider.js';
import { SearchSelect } from '../ui/SearchSelect.js';
import { StatusBadge } from '../ui/StatusBadge.js';
import { projectChoices } from './projectChoices.js';
import { projectQuery, type ProjectSummary } from './projectQueries.js';

interface ProjectSelectProps {
  /** The project's id, or ''. */
  value: string;
  onChange(project: ProjectSummary | null): void;
  /** Whose projects; '' while no customer is chosen yet, and then none can be chosen; undefined: anybody's. */
  customerId?: string;
  /** Those that can be chosen; others are shown, with the status that keeps them out. */
  statuses?: readonly ProjectSummary['status'][];
  placeholder?: string;
  required?: boolean;
  disabled?: boolean;
  error?: ReactNode;
  clearable?: boolean;
}

/** Finds a project by words of its number and title. */
export function ProjectSelect(props: ProjectSelectProps) {
  const { value, onChange, customerId, statuses, placeholder, disabled, ...rest } = props;
  const { t } = useTexts();
  const [q, setQ] = useState<string | null>(null);
  const chosen = useQuery({ ...projectQuery(value), enabled: value !== '' });
  const choices = useQuery({ ...projectChoices(q ?? '', customerId), enabled: q !== null });
  const waits = customerId === '';
  return (
    <SearchSelect
      texts={{
        label: t('projectSelect.label'),
        placeholder: waits ? t('projectSelect.customerFirst') : (placeholder ?? t('projectSelect.search')),
        none: t('projectSelect.none'),
        away: t('projectSelect.away'),
        clear: t('projectSelect.clear'),
      }}
      value={value}
      name={chosen.data && `${chosen.data.number} ${chosen.data.title}`}
      chosen={chosen}
      found={choices.data?.items ?? []}
      choices={choices}
      onSearch={setQ}
      onChange={onChange}
      isOpen={({ status }) => !statuses || statuses.includes(status)}
      disabled={disabled || waits}
      path="projectId"
      {...rest}
    >
      {({ number, title, status, customer }) => (
        <Group justify="space-between" wrap="nowrap" gap="sm">
          <div>
            <Text size="sm" fw={600}>
              {title}
            </Text>
            <Text size="xs">{customerId ? number : `${number} · ${customer.name}`}</Text>
          </div>
          <StatusBadge group="status" status={status} />
        </Group>
      )}
    </SearchSelect>
  );
}
