import { Select } from '@mantine/core';
import type { Address } from './useAddress.js';

interface ChoiceFilterProps<Word extends string> extends Address {
  /** In the address. */
  name: string;
  label: string;
  /** While nothing is chosen. */
  any: string;
  words: readonly Word[];
  textOf(word: Word): string;
}

/** Narrows a list down to what has one of a few words. */
export function ChoiceFilter<Word extends string>(props: ChoiceFilterProps<Word>) {
  const { name, label, any, words, textOf, params, change } = props;
  return (
    <Select
      label={label}
      placeholder={any}
      data={words.map((value) => ({ value, label: textOf(value) }))}
      value={params.get(name)}
      onChange={(value) => change({ [name]: value ?? undefined })}
      clearable
      clearButtonProps={{ 'aria-label': any }}
    />
  );
}
