import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../text/TextProvider.js';
import { SearchSelect } from '../ui/SearchSelect.js';
import { customerChoices, customerQuery, type Customer } from './customerQueries.js';

interface CustomerSelectProps {
  /** The customer's id, or ''. */
  value: string;
  onChange(customer: Customer | null): void;
  onTyped?(text: string): void;
  placeholder?: string;
  /** Where nothing is found. */
  none?: string;
  required?: boolean;
  error?: ReactNode;
  clearable?: boolean;
}

/** Finds a customer by a part of name, e-mail, phone or VAT number. */
export function CustomerSelect({ value, onChange, placeholder, none, ...rest }: CustomerSelectProps) {
  const { t } = useTexts();
  const [q, setQ] = useState<string | null>(null);
  const chosen = useQuery(customerQuery(value));
  const choices = useQuery({ ...customerChoices(q ?? ''), enabled: q !== null });
  return (
    <SearchSelect
      texts={{
        label: t('customer.label'),
        placeholder: placeholder ?? t('customer.search'),
        none: none ?? t('customer.none'),
        away: t('customer.away'),
        clear: t('customer.clear'),
      }}
      value={value}
      name={chosen.data?.name}
      chosen={chosen}
      found={choices.data?.items ?? []}
      choices={choices}
      onSearch={setQ}
      onChange={onChange}
      path="customerId"
      {...rest}
    >
      {(customer) => (
        <>
          <Text size="sm" fw={600}>
            {customer.name}
          </Text>
          <Text size="xs">
            {[customer.email, customer.phone, customer.vatNumber].filter(Boolean).join(' · ')}
          </Text>
        </>
      )}
    </SearchSelect>
  );
}
