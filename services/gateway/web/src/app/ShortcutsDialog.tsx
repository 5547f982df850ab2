import { Group, Kbd, Stack, Text } from '@mantine/core';
import { useTexts } from '../text/TextProvider.js';
import { Dialog } from '../ui/Dialog.js';
import type { Section } from './sections.js';
import { sectionShortcuts, type Shortcut } from './shortcuts.js';

const always: readonly Shortcut[] = [
  { keys: ['/'], title: 'shortcuts.search' },
  { keys: ['?'], title: 'shortcuts.show' },
];

interface ShortcutsDialogProps {
  opened: boolean;
  onClose(): void;
  sections: readonly Section[];
}

export default function ShortcutsDialog({ opened, onClose, sections }: ShortcutsDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('shortcuts.title')}>
      <Stack gap="xs">
        {[...sectionShortcuts(sections), ...always].map(({ keys, title }) => (
          <Group key={keys.join(' ')} justify="space-between" wrap="nowrap">
            <Text size="sm">{t(title)}</Text>
            <Group gap={4} wrap="nowrap">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </Group>
          </Group>
        ))}
        <Text size="xs" c="dimmed">
          {t('shortcuts.hint')}
        </Text>
      </Stack>
    </Dialog>
  );
}
