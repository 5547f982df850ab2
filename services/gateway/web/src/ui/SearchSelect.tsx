import { Combobox, InputBase, Loader, useCombobox } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';

export interface SearchSelectTexts {
  label: string;
  placeholder: string;
  /** Where nothing is found. */
  none: string;
  clear: string;
}

interface SearchSelectProps<T> {
  texts: SearchSelectTexts;
  /** The id of the chosen record, or ''. */
  value: string;
  /** How the chosen record is called; undefined while it is read. */
  name: string | undefined;
  found: readonly T[];
  busy: boolean;
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
  const { texts, value, name, found, busy, onSearch, onChange, isOpen = () => true, children } = props;
  const { description, required, disabled, clearable, error, path } = props;
  const [typed, setTyped] = useState<string | null>(null);
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
      onOptionSubmit={(id) => choose(found.find((record) => record.id === id) ?? null)}
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
          {!busy && found.length === 0 && <Combobox.Empty>{texts.none}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
