import { Text, TextInput, type TextInputProps } from '@mantine/core';
import { useState, type FocusEvent } from 'react';
import { readAmount, writeAmount } from '../format/readAmount.js';
import { useTexts } from '../text/TextProvider.js';

interface AmountInputProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  /** A decimal as the API has it, "1234.50"; or '', or text that is no amount yet. */
  value?: string;
  onChange?(amount: string): void;
  /** Shown beside the amount, which gets the currency's decimals. */
  currency?: string;
}

/** An amount, or another decimal, written as the reader writes it; the form has it as the API does. */
export function AmountInput({ value = '', onChange, currency, onBlur, ...rest }: AmountInputProps) {
  const { locale, scale } = useTexts();
  const [typed, setTyped] = useState<string | null>(null);
  // The form was given another amount meanwhile.
  if (typed !== null && readAmount(typed, locale) !== value) setTyped(null);
  return (
    <TextInput
      inputMode="decimal"
      autoComplete="off"
      classNames={{ input: 'amount' }}
      rightSection={currency && <Text size="xs">{currency}</Text>}
      rightSectionWidth={currency ? 44 : undefined}
      rightSectionPointerEvents="none"
      {...rest}
      value={typed ?? writeAmount(value, locale, currency ? scale(currency) : 0)}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        onChange?.(readAmount(currentTarget.value, locale));
      }}
      onBlur={(event: FocusEvent<HTMLInputElement>) => {
        setTyped(null);
        onBlur?.(event);
      }}
    />
  );
}
