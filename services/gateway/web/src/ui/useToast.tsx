import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { ProblemError } from '../api/problem.js';
import { refusalText } from '../text/refusals.js';
import { useTexts } from '../text/TextProvider.js';

type Outcome = 'done' | 'refused';
/** Long enough to see what was done, think, and reach the button. */
const undoMs = 10_000;
/** One at a time: several would cover the page, and only what was done last can be taken back. */
let shown = '';

/** Says for a moment that something was done, or that it was not; with `undo`, offers to take it back. */
export function useToast(): (said: string | Error, outcome?: Outcome, undo?: () => void) => void {
  const texts = useTexts();
  const { t } = texts;
  return (said, outcome = 'done', undo) => {
    const message =
      said instanceof ProblemError
        ? refusalText(said.problem, texts)
        : said instanceof Error
          ? said.message
          : said;
    notifications.hide(shown);
    const id = notifications.show({
      color: outcome === 'done' ? 'green' : 'red',
      role: outcome === 'done' ? 'status' : 'alert',
      withBorder: true,
      ...(undo && { autoClose: undoMs }),
      closeButtonProps: { 'aria-label': t('app.close') },
      message: undo ? (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm" miw={0}>
            {message}
          </Text>
          <Button
            variant="default"
            size="compact-sm"
            style={{ flex: 'none' }}
            onClick={() => {
              notifications.hide(id);
              undo();
            }}
          >
            {t('app.undo')}
          </Button>
        </Group>
      ) : (
        message
      ),
    });
    shown = id;
  };
}
