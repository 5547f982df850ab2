import { Paper, Text } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useTexts } from '../text/TextProvider.js';
import classes from './Waiting.module.css';

/** Longer than a healthy answer takes, and shorter than somebody looks at grey bars without wondering. */
const patienceMs = 1_200;

/** Over a skeleton, so that nothing moves: that it takes longer than usual. */
export function Waiting({ children }: { children: ReactNode }) {
  return (
    <div className={classes.waiting}>
      {children}
      <div role="status" className={classes.note}>
        <SlowNote />
      </div>
    </div>
  );
}

/** Appears when one has waited for a while. */
export function SlowNote() {
  const { t } = useTexts();
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  if (!slow) return null;
  return (
    <Paper withBorder shadow="xs" px="sm" py={4} w="fit-content" mx="auto">
      <Text size="sm">{t('app.slow')}</Text>
    </Paper>
  );
}
