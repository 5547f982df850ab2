import { useEffect } from 'react';
import { useNavigation } from 'react-router';
import { useTexts } from '../text/TextProvider.js';
import { OfflineNote, useIsOnline, useWaitingChanges } from '../ui/OfflineNote.js';
import { SlowNote } from '../ui/Waiting.js';

/**
 * That the network is away, or that the page that one wants does not come. Changes wait in this page, so it asks before it is closed.
 * A dialog, which lies over this, says it itself.
 */
export function OfflineBar() {
  const { t } = useTexts();
  const online = useIsOnline();
  const { state } = useNavigation();
  const waiting = useWaitingChanges();
  useEffect(() => {
    if (waiting === 0) return undefined;
    const keep = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', keep);
    return () => window.removeEventListener('beforeunload', keep);
  }, [waiting]);
  return (
    <div role="status" className="offline">
      <OfflineNote>{state === 'loading' && t('offline.page')}</OfflineNote>
      {online && state === 'loading' && <SlowNote />}
    </div>
  );
}
