import { notifications } from '@mantine/notifications';
import { useTexts } from '../text/TextProvider.js';

/** Says for a moment that something was done. */
export function useToast(): (message: string) => void {
  const { t } = useTexts();
  return (message) =>
    notifications.show({
      color: 'green',
      message,
      withBorder: true,
      closeButtonProps: { 'aria-label': t('app.close') },
    });
}
