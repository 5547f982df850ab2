import { Alert, Text } from '@mantine/core';
import { onlineManager, useIsMutating } from '@tanstack/react-query';
import { useSyncExternalStore, type ReactNode } from 'react';
import { useTexts } from '../text/TextProvider.js';

export const useIsOnline = (): boolean =>
  useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
  );

/** How many changes wait for the network. */
export const useWaitingChanges = (): number =>
  useIsMutating({ predicate: (mutation) => mutation.state.isPaused });

/** While the network is away: that it is, and what becomes of what one does meanwhile. */
export function OfflineNote({ children }: { children?: ReactNode }) {
  const { t } = useTexts();
  const online = useIsOnline();
  const waiting = useWaitingChanges();
  if (online) return null;
  return (
    <Alert color="orange" variant="filled" mb="md" p="xs">
      <Text size="sm" c="black">
        {t('offline.bar')} {waiting > 0 && t('offline.waiting', { count: waiting })} {children}
      </Text>
    </Alert>
  );
}
