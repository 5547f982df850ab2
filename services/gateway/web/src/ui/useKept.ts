import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { meQuery } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { keep, keptAs, keptIn, mayBeKept } from './kept.js';
import { keepTyped } from './keepTyped.js';
import { useToast } from './useToast.js';

interface KeptForm<V> {
  form: UseFormReturnType<V>;
  /** Where the form is: null where it is kept by another. */
  place: string | null;
  isDirty(): boolean;
  /** What the form would hold if nothing had been typed; of its first values where that is absent. */
  before?(): V;
  /** Where fields belong together. null: what was typed does not fit in any more. */
  merge?(typed: V, before: V, now: V): V | null;
}

/**
 * What is typed survives that the page is loaded again, in this window and for the same person. It is forgotten when it is saved,
 * given up, or when somebody signs out.
 */
export function useKept<V extends object>(kept: KeptForm<V>): void {
  const { t } = useTexts();
  const toast = useToast();
  const { data: me } = useQuery({ ...meQuery, enabled: kept.place !== null });
  const [place] = useState(kept.place);
  const key = me && place !== null && mayBeKept(kept.form.values) ? keptAs(me.user.id, place) : null;
  const latest = useRef(kept);
  useEffect(() => {
    latest.current = kept;
  });
  const write = () => {
    const { form, isDirty, before = form.getInitialValues } = latest.current;
    if (key && isDirty()) keep(sessionStorage, key, { before: before(), typed: form.getValues() });
    else if (key) sessionStorage.removeItem(key);
  };
  useEffect(() => {
    if (!key) return;
    const found = keptIn<V>(sessionStorage, key);
    if (found) {
      const { form, merge = keepTyped } = latest.current;
      const initial = form.getInitialValues();
      const merged = merge(found.typed, found.before, initial);
      if (merged) {
        form.setValues(merged);
        toast(t('unsaved.restored'), 'done', () => latest.current.form.setValues(initial));
      }
    }
    window.addEventListener('pagehide', write);
    return () => {
      window.removeEventListener('pagehide', write);
      sessionStorage.removeItem(key);
    };
    // Once for a form: what follows is typed by the one who has it before them.
  }, [key]);
  useEffect(() => {
    const timer = setTimeout(write, 500);
    return () => clearTimeout(timer);
  }, [key, kept.form.values]);
}
