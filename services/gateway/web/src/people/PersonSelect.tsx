import { Combobox, InputBase, Loader, Text, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../text/TextProvider.js';
import { peopleChoices, personQuery, type Colleague } from './peopleQueries.js';

interface PersonSelectProps {
  label: string;
  /** The user's id, or ''. */
  value: string;
  onChange(person: Colleague | null): void;
  placeholder?: string;
  description?: string;
  required?: boolean;
  error?: ReactNode;
  clearable?: boolean;
  /** Ids of those who are not offered, because they were chosen already. */
  without?: readonly string[];
}

/** Finds a colleague by a part of name or e-mail address. What is typed is only ever a search. */
export function PersonSelect(props: PersonSelectProps) {
  const { label, value, onChange, placeholder, description, required, error, clearable, without } = props;
  const { t } = useTexts();
  const [typed, setTyped] = useState<string | null>(null);
  const [q] = useDebouncedValue((typed ?? '').trim(), 150);
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setTyped(null);
    },
    onDropdownOpen: () => combobox.updateSelectedOptionIndex('active'),
  });
  const chosen = useQuery(personQuery(value));
  const choices = useQuery({ ...peopleChoices(q), enabled: combobox.dropdownOpened });
  const found = (choices.data?.items ?? []).filter(({ id }) => !without?.includes(id));
  const choose = (person: Colleague | null) => {
    onChange(person);
    setTyped(null);
    combobox.closeDropdown();
  };
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(id) => choose(found.find((person) => person.id === id) ?? null)}
    >
      <Combobox.Target>
        <InputBase
          label={label}
          description={description}
          placeholder={placeholder ?? t('person.search')}
          required={required}
          withAsterisk={required}
          error={error}
          value={typed ?? (value ? (chosen.data?.name ?? '…') : '')}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
          onFocus={() => combobox.openDropdown()}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          rightSectionPointerEvents={clearable && value ? 'all' : 'none'}
          rightSection={
            choices.isFetching ? (
              <Loader size="xs" />
            ) : clearable && value ? (
              <Combobox.ClearButton
                aria-label={t('person.clear', { field: label })}
                onClear={() => choose(null)}
              />
            ) : (
              <Combobox.Chevron />
            )
          }
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={label} mah={300} style={{ overflowY: 'auto' }}>
          {found.map((person) => (
            <Combobox.Option key={person.id} value={person.id} active={person.id === value}>
              <Text size="sm" fw={600}>
                {person.name}
              </Text>
              <Text size="xs">{person.email}</Text>
            </Combobox.Option>
          ))}
          {choices.isSuccess && found.length === 0 && <Combobox.Empty>{t('person.none')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
