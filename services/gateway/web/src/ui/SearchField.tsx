import { longestSearch } from '@closeout/contracts/limits';
import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';

interface SearchFieldProps {
  label: string;
  /** In which fields it looks. */
  placeholder: string;
  value: string;
  onChange(q: string): void;
}

/** Searches while one types, as soon as one pauses. */
export function SearchField({ label, placeholder, value, onChange }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  // What was asked for and does not stand in the address yet: meanwhile more is typed.
  const [sent, setSent] = useState<readonly string[]>([]);
  const later = useDebouncedCallback((q: string) => {
    setSent((before) => [...before, q.trim()]);
    onChange(q.trim());
  }, 150);
  if (value !== known) {
    setKnown(value);
    const place = sent.lastIndexOf(value);
    setSent(place < 0 ? [] : sent.slice(place + 1));
    // The address changed by another way: back, or "reset filters".
    if (place < 0) setTyped(value);
  }
  return (
    <TextInput
      type="search"
      label={label}
      placeholder={placeholder}
      maxLength={longestSearch}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        later(event.currentTarget.value);
      }}
      // Before the click on what was found leaves the page: a later change of the address would lead back.
      onBlur={() => later.flush()}
    />
  );
}
