import { Select, type SelectProps } from '@mantine/core';
import { useMemo } from 'react';
import { useTexts } from '../text/TextProvider.js';
import { currencyChoices } from './currencies.js';

export function CurrencySelect(props: SelectProps) {
  const { locale } = useTexts();
  const data = useMemo(() => currencyChoices(locale), [locale]);
  return <Select data={data} searchable allowDeselect={false} limit={60} {...props} />;
}
