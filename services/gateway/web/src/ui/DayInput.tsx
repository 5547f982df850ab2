import { ActionIcon, TextInput, type TextInputProps } from '@mantine/core';
import { useEffect, useRef, useState, type FocusEvent } from 'react';
import { dayPattern, readDay, writeDay } from '../format/readDay.js';
import { useTexts } from '../text/TextProvider.js';
import classes from './DayInput.module.css';

interface DayInputProps extends Omit<TextInputProps, 'value' | 'onChange' | 'min' | 'max' | 'type'> {
  /** `YYYY-MM-DD`, or ''. */
  value?: string;
  onChange?(day: string): void;
  min?: string;
  max?: string;
}

/**
 * A day, written as the reader writes it, whatever the browser's own language is; or chosen in the browser's calendar. The form has it
 * as the API does, and is not sent with what is no day.
 */
export function DayInput({ value = '', onChange, min, max, onBlur, error, ...rest }: DayInputProps) {
  const { t, locale, day } = useTexts();
  const [typed, setTyped] = useState<string | null>(null);
  const [left, setLeft] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const calendar = useRef<HTMLInputElement>(null);
  // The form was given another day meanwhile.
  if (typed !== null && readDay(typed, locale) !== value) setTyped(null);
  const pattern = dayPattern(locale, t('day.letters'));
  const wrong =
    typed?.trim() && value === ''
      ? t('day.unreadable', { pattern })
      : value && min && value < min
        ? t('day.tooEarly', { day: day(min) })
        : value && max && value > max
          ? t('day.tooLate', { day: day(max) })
          : '';
  useEffect(() => field.current?.setCustomValidity(wrong));
  const choose = (chosen: string) => {
    setTyped(null);
    onChange?.(chosen);
  };
  return (
    <TextInput
      ref={field}
      autoComplete="off"
      placeholder={pattern}
      rightSection={
        <>
          <ActionIcon
            variant="subtle"
            color="gray"
            tabIndex={-1}
            disabled={rest.disabled}
            aria-label={t('day.calendar')}
            onClick={() => calendar.current?.showPicker()}
          >
            <svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" aria-hidden>
              <path d="M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 1.5v3M10.5 1.5v3" />
            </svg>
          </ActionIcon>
          <input
            ref={calendar}
            className={classes.calendar}
            type="date"
            tabIndex={-1}
            aria-hidden
            value={value}
            min={min}
            max={max}
            onChange={(event) => choose(event.currentTarget.value)}
          />
        </>
      }
      {...rest}
      error={error || (left && wrong)}
      value={typed ?? writeDay(value, locale)}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        setLeft(false);
        onChange?.(readDay(currentTarget.value, locale));
      }}
      onInvalid={() => setLeft(true)}
      onBlur={(event: FocusEvent<HTMLInputElement>) => {
        if (!wrong) setTyped(null);
        setLeft(true);
        onBlur?.(event);
      }}
    />
  );
}
