import { Combobox, InputBase, Loader, Text, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../text/TextProvider.js';
import { customerChoices, customerQuery, type Customer } from './customerQueries.js';

interface CustomerSelectProps {
  /** The customer's id, or ''. */
  value: string;
  onChange(customer: Customer | null): void;
  placeholder?: string;
  required?: boolean;
  error?: ReactNode;
  clearable?: boolean;
}

/** Finds a customer by a part of name, e-mail, phone or VAT number. What is typed is only ever a search. */
export function CustomerSelect(props: CustomerSelectProps) {
  const { value, onChange, placeholder, required, error, clearable } = props;
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
  const chosen = useQuery(customerQuery(value));
  const choices = useQuery({ ...customerChoices(q), enabled: combobox.dropdownOpened });
  const found = choices.data?.items ?? [];
  const choose = (customer: Customer | null) => {
    onChange(customer);
    setTyped(null);
    combobox.closeDropdown();
  };
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(id) => choose(found.find((customer) => customer.id === id) ?? null)}
    >
      <Combobox.Target>
        <InputBase
          label={t('customer.label')}
          placeholder={placeholder ?? t('customer.search')}
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
              <Combobox.ClearButton aria-label={t('customer.clear')} onClear={() => choose(null)} />
            ) : (
              <Combobox.Chevron />
            )
          }
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={t('customer.label')} mah={300} style={{ overflowY: 'auto' }}>
          {found.map((customer) => (
            <Combobox.Option key={customer.id} value={customer.id}>
              <Text size="sm" fw={600}>
                {customer.name}
              </Text>
              <Text size="xs">
                {[customer.email, customer.phone, customer.vatNumber].filter(Boolean).join(' · ')}
              </Text>
            </Combobox.Option>
          ))}
          {choices.isSuccess && found.length === 0 && <Combobox.Empty>{t('customer.none')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
