import { Combobox, InputBase, Loader, useCombobox, VisuallyHidden } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTexts } from '../text/TextProvider.js';
import { useFailure } from './useFailure.js';

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
  /** What the name is read from: it may be away. */
  chosen: Pick<UseQueryResult, 'data' | 'error' | 'isPaused'>;
  /** What is searched in: without an answer nothing may be said of what there is. */
  choices: Pick<UseQueryResult, 'isFetching' | 'isPaused' | 'isError' | 'refetch'>;
  found: readonly T[];
  /** What is looked for; null while the list is closed. */
  onSearch(q: string | null): void;
  onChange(record: T | null): void;
  /** What is typed as a search; it stays in mind of whoever asked, also after the list is closed. */
  onTyped?(text: string): void;
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

/**
 * Finds one record among many. What is typed is only ever a search: the first that is found is marked, and Enter takes what is
 * marked, never sends the form. How many were found is said to whoever does not see the list.
 */
export function SearchSelect<T extends { id: string }>(props: SearchSelectProps<T>) {
  const {
    texts,
    value,
    name,
    chosen,
    choices,
    onSearch,
    onChange,
    onTyped,
    isOpen = () => true,
    children,
  } = props;
  const { description, required, disabled, clearable, error, path } = props;
  const { t } = useTexts();
  const unread = useFailure(chosen) !== null || chosen.isPaused;
  const [typed, setTyped] = useState<string | null>(null);
  const [searched, setSearched] = useState<string | null>(null);
  const [marked, setMarked] = useState<string | null>(null);
  const busy = choices.isFetching;
  const away = !busy && (choices.isError || choices.isPaused);
  const found = away ? [] : props.found;
  const search = (q: string | null) => {
    setSearched(q);
    onSearch(q);
  };
  const later = useDebouncedCallback((q: string) => search(q.trim()), 150);
  const store = useCombobox({
    onDropdownClose: () => {
      store.resetSelectedOption();
      setMarked(null);
      later.cancel();
      setTyped(null);
      search(null);
    },
    onDropdownOpen: () => {
      if (typed === null) search('');
    },
  });
  const mark = (option: string | null): string | null => {
    setMarked(option);
    return option;
  };
  const combobox = {
    ...store,
    selectActiveOption: () => mark(store.selectActiveOption()),
    selectNextOption: () => mark(store.selectNextOption()),
    selectPreviousOption: () => mark(store.selectPreviousOption()),
  };
  // Until the answer to what was typed is here, the list shows another's.
  const isAnswered = !busy && (typed === null || typed.trim() === searched);
  const { dropdownOpened, selectFirstOption, resetSelectedOption } = store;
  const offered = found.map(({ id }) => id).join();
  useEffect(() => {
    if (!dropdownOpened || !typed) return;
    resetSelectedOption();
    setMarked(isAnswered ? selectFirstOption() : null);
  }, [dropdownOpened, typed, isAnswered, offered, selectFirstOption, resetSelectedOption]);
  const choose = (record: T | null) => {
    onChange(record);
    onTyped?.('');
    combobox.closeDropdown();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && dropdownOpened) event.preventDefault();
  };
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(id) =>
        id === again ? void choices.refetch() : choose(found.find((record) => record.id === id) ?? null)
      }
    >
      <Combobox.Target withAriaAttributes={false}>
        <InputBase
          role="combobox"
          aria-haspopup="listbox"
          aria-autocomplete="list"
          aria-expanded={dropdownOpened}
          aria-controls={dropdownOpened ? (store.listId ?? undefined) : undefined}
          aria-activedescendant={(dropdownOpened && marked) || undefined}
          // Escape closes the list, not the dialog that the field is in.
          data-mantine-stop-propagation={dropdownOpened || undefined}
          autoComplete="off"
          label={texts.label}
          placeholder={texts.placeholder}
          description={description}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          required={required}
          withAsterisk={required}
          disabled={disabled}
          error={error}
          data-path={path}
          value={typed ?? (value ? (name ?? (unread ? t('picker.unread') : '…')) : '')}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            onTyped?.(event.currentTarget.value);
            later(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onKeyDown={onKeyDown}
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
      <VisuallyHidden aria-live="polite">
        {dropdownOpened &&
          isAnswered &&
          !away &&
          (found.length > 0 ? t('picker.found', { count: found.length }) : t('picker.nothing'))}
      </VisuallyHidden>
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
          {away && <Combobox.Option value={again}>{t('app.retry')}</Combobox.Option>}
        </Combobox.Options>
        {away && <Combobox.Empty role="alert">{texts.away}</Combobox.Empty>}
        {!busy && !away && found.length === 0 && <Combobox.Empty>{texts.none}</Combobox.Empty>}
      </Combobox.Dropdown>
    </Combobox>
  );
}
