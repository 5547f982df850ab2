import { Input } from '@mantine/core';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTexts } from '../text/TextProvider.js';
import { faultOf, type Checked } from './faultOf.js';

interface Fault {
  field: Checked;
  /** Where its text stands. */
  place: Element;
  text: string;
}

const isChecked = (target: EventTarget | null): target is Checked =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement;

/**
 * What the browser finds wrong in a form before it is sent, beside each field and in the reader's language: its own bubbles are in the
 * browser's, and one at a time. The first wrong field gets the focus; a text goes when its field is right.
 */
export function FieldChecks() {
  const texts = useTexts();
  const [faults, setFaults] = useState<Fault[]>([]);
  useEffect(() => {
    let found: Checked[] = [];
    const onInvalid = (event: Event) => {
      if (!isChecked(event.target)) return;
      event.preventDefault();
      // All fields of a form are told of one after the other, in the order of the page, before the next task.
      if (found.push(event.target) > 1) return;
      window.setTimeout(() => {
        setFaults(
          found
            // Such as days say it themselves.
            .filter(({ validity }) => !validity.customError)
            .map((field) => ({
              field,
              place: field.closest('.mantine-InputWrapper-root') ?? field.parentElement ?? document.body,
              text: faultOf(field, texts),
            })),
        );
        found[0]?.focus();
        found = [];
      });
    };
    const onChange = () =>
      setFaults((before) => {
        const left = before.filter(({ field }) => field.isConnected && !field.validity.valid);
        return left.length === before.length ? before : left;
      });
    document.addEventListener('invalid', onInvalid, true);
    for (const type of ['input', 'change', 'click']) document.addEventListener(type, onChange);
    return () => {
      document.removeEventListener('invalid', onInvalid, true);
      for (const type of ['input', 'change', 'click']) document.removeEventListener(type, onChange);
    };
  }, [texts]);
  useEffect(() => {
    const before = faults.map(({ field }) => field.getAttribute('aria-describedby'));
    for (const [index, { field }] of faults.entries()) {
      field.setAttribute('aria-invalid', 'true');
      field.setAttribute('aria-describedby', [before[index], idOf(index)].filter(Boolean).join(' '));
    }
    return () => {
      for (const [index, { field }] of faults.entries()) {
        field.removeAttribute('aria-invalid');
        const described = before[index];
        if (described) field.setAttribute('aria-describedby', described);
        else field.removeAttribute('aria-describedby');
      }
    };
  }, [faults]);
  return faults.map(({ place, text }, index) =>
    createPortal(
      <Input.Error id={idOf(index)} mt={4} role={index === 0 ? 'alert' : undefined}>
        {text}
      </Input.Error>,
      place,
      idOf(index),
    ),
  );
}

const idOf = (index: number): string => `field-fault-${index}`;
