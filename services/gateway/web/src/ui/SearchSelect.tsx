import { Combobox, InputBase, Loader, useCombobox } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../text/TextProvider.js';

/** The option that asks once more, among ids of records. */
const again = 'again';

export interface SearchSelectTexts {
  label: string;
  placeholder: string;
  /** Where nothing is found. */
  none: string;
  /** Where nobody could be asked. */
  away: string;
  clear: string;
}

interface SearchSelectProps<T> {
  texts: SearchSelectTexts;
  /** The id of the chosen record, or ''. */
  value: string;
  /** How the chosen record is called; undefined while it is read. */
  name: string | undefined;
  /** What is searched in: without an answer nothing may be said of what there is. */
  choices: Pick<UseQueryResult, 'isFetching' | 'isPaused' | 'isError' | 'refetch'>;
  found: readonly T[];
  /** What is looked for; null while the list is closed. */
  onSearch(q: string | null): void;
  onChange(record: T | null): void;
  isOpen?(record: T): boolean;
  children(record: T): ReactNode;
  description?: ReactNode;
  required?: boolean;
  disabled?: boolean;
  clearable?: boolean;
  error?: ReactNode;
  /** The field's name in its form, where a refusal moves the focus to. */
  path?: string;
}

/** Finds one record among many. What is typed is only ever a search. */
export function SearchSelect<T extends { id: string }>(props: SearchSelectProps<T>) {
  const { texts, value, name, choices, onSearch, onChange, isOpen = () => true, children } = props;
  const { description, required, disabled, clearable, error, path } = props;
  const { t } = useTexts();
  const [typed, setTyped] = useState<string | null>(null);
  const busy = choices.isFetching;
  const away = !busy && (choices.isError || choices.isPaused);
  const found = away ? [] : props.found;
  const later = useDebouncedCallback((q: string) => onSearch(q.trim()), 150);
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      later.cancel();
      setTyped(null);
      onSearch(null);
    },
    onDropdownOpen: () => {
      if (typed === null) onSearch('');
      combobox.updateSelectedOptionIndex('active');
    },
  });
  const choose = (record: T | null) => {
    onChange(record);
    combobox.closeDropdown();
  };
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(id) =>
        id === again ? void choices.refetch() : choose(found.find((record) => record.id === id) ?? null)
      }
    >
      <Combobox.Target>
        <InputBase
          label={texts.label}
          placeholder={texts.placeholder}
          description={description}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          required={required}
          withAsterisk={required}
          disabled={disabled}
          error={error}
          data-path={path}
          value={typed ?? (value ? (name ?? '…') : '')}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            later(event.currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
          onFocus={() => combobox.openDropdown()}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          rightSectionPointerEvents={clearable && value ? 'all' : 'none'}
          rightSection={
            busy ? (
              <Loader size="xs" />
            ) : clearable && value && !disabled ? (
              <Combobox.ClearButton aria-label={texts.clear} onClear={() => choose(null)} />
            ) : (
              <Combobox.Chevron />
            )
          }
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={texts.label} mah={300} style={{ overflowY: 'auto' }}>
          {found.map((record) => (
            <Combobox.Option
              key={record.id}
              value={record.id}
              active={record.id === value}
              disabled={!isOpen(record)}
            >
              {children(record)}
            </Combobox.Option>
          ))}
          {away && (
            <>
              <Combobox.Empty role="alert">{texts.away}</Combobox.Empty>
              <Combobox.Option value={again}>{t('app.retry')}</Combobox.Option>
            </>
          )}
          {!busy && !away && found.length === 0 && <Combobox.Empty>{texts.none}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
