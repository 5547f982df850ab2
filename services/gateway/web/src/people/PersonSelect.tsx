import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../text/TextProvider.js';
import { SearchSelect } from '../ui/SearchSelect.js';
import { peopleChoices, personQuery, type Colleague } from './peopleQueries.js';

interface PersonSelectProps {
  label: string;
  /** The user's id, or ''. */
  value: string;
  onChange(person: Colleague | null): void;
  placeholder?: string;
  description?: ReactNode;
  required?: boolean;
  error?: ReactNode;
  clearable?: boolean;
  /** Ids of those who are not offered, because they were chosen already. */
  without?: readonly string[];
  /** The field's name in its form. */
  path?: string;
}

/** Finds a colleague by words of name and e-mail address. */
export function PersonSelect({
  label,
  value,
  onChange,
  placeholder,
  without = [],
  ...rest
}: PersonSelectProps) {
  const { t } = useTexts();
  const [q, setQ] = useState<string | null>(null);
  const chosen = useQuery(personQuery(value));
  const choices = useQuery({ ...peopleChoices(q ?? ''), enabled: q !== null });
  return (
    <SearchSelect
      texts={{
        label,
        placeholder: placeholder ?? t('person.search'),
        none: t('person.none'),
        away: t('person.away'),
        clear: t('person.clear', { field: label }),
      }}
      value={value}
      name={chosen.data?.name}
      chosen={chosen}
      found={(choices.data?.items ?? []).filter(({ id }) => !without.includes(id))}
      choices={choices}
      onSearch={setQ}
      onChange={onChange}
      {...rest}
    >
      {({ name, email }) => (
        <>
          <Text size="sm" fw={600}>
            {name}
          </Text>
          <Text size="xs">{email}</Text>
        </>
      )}
    </SearchSelect>
  );
}
