import { pages } from '@closeout/contracts/pages';
import { useEffect, useRef, type ReactNode } from 'react';
import type { UseFormReturnType } from '@mantine/form';
import { useBlocker, useLocation } from 'react-router';
import { Unsaved as Question } from './Dialog.js';
import { useKept } from './useKept.js';

interface Options<V> {
  /** Whether anything would be missed, where that is not every change of the form. */
  isDirty?(): boolean;
  /** What the form would hold if nothing had been typed; of its first values where that is absent. */
  before?(): V;
  /** Of what was typed before the page was loaded again, where fields belong together. */
  merge?(typed: V, before: V, now: V): V;
}

interface Unsaved {
  /** Belongs somewhere on the page: asks whether to leave it. */
  question: ReactNode;
  /** To be called once it is saved, before the page goes on. */
  saved(): void;
}

/**
 * Warns before somebody leaves a page with something typed that is not saved: by a link, by going back, by closing the tab. Where the
 * page is loaded again all the same, it is there again.
 */
export function useUnsaved<V extends object>(
  form: UseFormReturnType<V>,
  { isDirty: isChanged = form.isDirty, ...options }: Options<V> = {},
): Unsaved {
  const isSaved = useRef(false);
  const isDirty = () => !isSaved.current && isChanged();
  const { pathname, search } = useLocation();
  useKept({ form, isDirty, place: pathname + search, ...options });
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      // Whoever signs out, or is signed out, goes.
      currentLocation.pathname !== nextLocation.pathname &&
      nextLocation.pathname !== pages.signIn &&
      isDirty(),
  );
  useEffect(() => {
    const beforeUnload = (event: BeforeUnloadEvent) => {
      if (isDirty()) event.preventDefault();
    };
    window.addEventListener('beforeunload', beforeUnload);
    return () => window.removeEventListener('beforeunload', beforeUnload);
  });
  return {
    question: (
      <Question
        opened={blocker.state === 'blocked'}
        onLeave={() => blocker.proceed?.()}
        onStay={() => blocker.reset?.()}
      />
    ),
    saved: () => {
      isSaved.current = true;
    },
  };
}
