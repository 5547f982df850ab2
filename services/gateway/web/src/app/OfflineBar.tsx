import { Alert, Text } from '@mantine/core';
import { onlineManager, useIsMutating } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { useNavigation } from 'react-router';
import { useTexts } from '../text/TextProvider.js';

export const useIsOnline = (): boolean =>
  useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
  );

/** That the network is away, and what becomes of what one does meanwhile: changes wait in this page, so it asks before it is closed. */
export function OfflineBar() {
  const { t } = useTexts();
  const online = useIsOnline();
  const { state } = useNavigation();
  const waiting = useIsMutating({ predicate: (mutation) => mutation.state.isPaused });
  useEffect(() => {
    if (waiting === 0) return undefined;
    const keep = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', keep);
    return () => window.removeEventListener('beforeunload', keep);
  }, [waiting]);
  return (
    <div role="status" className="offline">
      {!online && (
        <Alert color="orange" variant="filled" autoContrast mb="md" p="xs">
          <Text size="sm" inherit>
            {t('offline.bar')} {waiting > 0 && t('offline.waiting', { count: waiting })}{' '}
            {state === 'loading' && t('offline.page')}
          </Text>
        </Alert>
      )}
    </div>
  );
}
