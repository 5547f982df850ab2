import { Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../text/TextProvider.js';

interface DialogProps {
  opened: boolean;
  /** Absent: it stays until what it asks for is done. */
  onClose?(): void;
  title: string;
  size?: string;
  children: ReactNode;
}

/** The library's own puts its title into a `header`, which is a second banner of the page to a screen reader. */
export function Dialog({ opened, onClose, title, size = 'md', children }: DialogProps) {
  const { t } = useTexts();
  return (
    <Modal.Root
      opened={opened}
      onClose={() => onClose?.()}
      closeOnClickOutside={onClose !== undefined}
      closeOnEscape={onClose !== undefined}
      size={size}
    >
      <Modal.Overlay />
      <Modal.Content>
        <Group justify="space-between" wrap="nowrap" p="md" pb="sm">
          <Modal.Title fw={650}>{title}</Modal.Title>
          {onClose && <Modal.CloseButton aria-label={t('app.close')} />}
        </Group>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
