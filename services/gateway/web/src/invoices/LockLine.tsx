import { Paper, Text } from '@mantine/core';
import { useTexts } from '../text/TextProvider.js';
import classes from './LockLine.module.css';

interface LockLineProps {
  number: string;
  issuedAt: string;
  by?: string;
  /** How it is corrected, if it can be. */
  correction: string;
}

/** That a document is fixed for good, since when, by whom, and what can be done all the same. */
export function LockLine({ number, issuedAt, by, correction }: LockLineProps) {
  const { t, instant } = useTexts();
  const at = instant(issuedAt);
  return (
    <Paper withBorder px="md" py="xs" className={classes.lock}>
      <Text size="sm">
        <svg className={classes.icon} viewBox="0 0 16 16" aria-hidden>
          <path d="M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7h1Zm2 0h4V5a2 2 0 0 0-4 0v2Z" fill="currentColor" />
        </svg>
        <Text span inherit fw={600}>
          {by ? t('lock.issuedBy', { number, at, name: by }) : t('lock.issued', { number, at })}
        </Text>{' '}
        {correction}
      </Text>
    </Paper>
  );
}
