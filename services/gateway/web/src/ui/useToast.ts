import { notifications } from '@mantine/notifications';
import { useTexts } from '../text/TextProvider.js';

/** Says for a moment that something was done, or that it was not. */
export function useToast(): (message: string, outcome?: 'done' | 'refused') => void {
  const { t } = useTexts();
  return (message, outcome = 'done') =>
    notifications.show({
      color: outcome === 'done' ? 'green' : 'red',
      role: outcome === 'done' ? 'status' : 'alert',
      message,
      withBorder: true,
      closeButtonProps: { 'aria-label': t('app.close') },
    });
}
