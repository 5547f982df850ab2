import { Button, Group, List, Stack, Text } from '@mantine/core';
import type { Schemas } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { CancelButton, Dialog } from '../../ui/Dialog.js';
import type { Stage } from './stageForm.js';

type Milestone = Schemas['Milestone'];

interface CompleteDialogProps {
  stage: Stage;
  /** Whose payments will be requested. */
  milestones: readonly Milestone[];
  opened: boolean;
  onClose(): void;
  onComplete(): void;
}

/** A payment is requested once and for ever, so what follows is said before. */
export function CompleteDialog({ stage, milestones, opened, onClose, onComplete }: CompleteDialogProps) {
  const { t, money } = useTexts();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('stage.complete.title', { name: stage.name })}>
      <Stack>
        <Text size="sm">{t('stage.complete.follows')}</Text>
        <List size="sm">
          {milestones.map(({ id, label, expectedAmount, currency }) => (
            <List.Item key={id}>
              {t('stage.complete.payment', { label, amount: money(expectedAmount, currency) })}
            </List.Item>
          ))}
        </List>
        <Text size="sm">{t('stage.complete.once')}</Text>
        <Group justify="flex-end">
          <CancelButton />
          <Button
            data-autofocus
            onClick={() => {
              onClose();
              onComplete();
            }}
          >
            {t('stage.complete')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

/** Those whose payments will be requested when their stage is complete. */
export const toBeRequested = (stageId: string, milestones: readonly Milestone[] | undefined): Milestone[] =>
  (milestones ?? []).filter(
    (milestone) =>
      milestone.stageId === stageId && milestone.paymentRequestedAt === null && milestone.status !== 'PAID',
  );
