import { pages } from '@closeout/contracts/pages';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useBlocker } from 'react-router';
import { useTexts } from '../text/TextProvider.js';
import { Dialog } from './Dialog.js';

/** Of `useForm`. */
interface Form {
  isDirty(): boolean;
}

interface Unsaved {
  /** Belongs somewhere on the page: asks whether to leave it. */
  question: ReactNode;
  /** To be called once it is saved, before the page goes on. */
  saved(): void;
}

/** Warns before somebody leaves a page with something typed that is not saved: by a link, by going back, by closing the tab. */
export function useUnsaved(form: Form): Unsaved {
  const { t } = useTexts();
  const isSaved = useRef(false);
  const isDirty = () => !isSaved.current && form.isDirty();
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
      <Dialog
        opened={blocker.state === 'blocked'}
        onClose={() => blocker.reset?.()}
        title={t('unsaved.title')}
      >
        <Stack>
          <Text>{t('unsaved.text')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => blocker.proceed?.()}>
              {t('unsaved.leave')}
            </Button>
            <Button data-autofocus onClick={() => blocker.reset?.()}>
              {t('unsaved.stay')}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    ),
    saved: () => {
      isSaved.current = true;
    },
  };
}
