import { Button, Group, NumberInput, Slider, Text } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useTexts } from '../../text/TextProvider.js';
import type { Stage } from './stageForm.js';
import classes from './Stages.module.css';

interface CompletionControlProps {
  stage: Stage;
  onChange(completion: number): void;
}

/** How far a stage is: by slider, by number, or done. Keys that follow each other quickly are one report. */
export function CompletionControl({ stage, onChange }: CompletionControlProps) {
  const { t, percent } = useTexts();
  const [typed, setTyped] = useState<number | null>(null);
  const report = (completion: number) => {
    setTyped(null);
    if (completion !== stage.completion) onChange(completion);
  };
  const later = useDebouncedCallback(report, 500);
  const blocked = stage.blockedBy.length > 0;
  // What waits for another stage can go back, but not on.
  const most = blocked ? stage.completion : 100;
  const shown = typed ?? stage.completion;
  const choose = (value: number) => {
    const completion = Math.min(value, most);
    setTyped(completion);
    later(completion);
  };
  if (blocked && stage.completion === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('stage.blocked.hint')}
      </Text>
    );
  return (
    <Group gap="md" wrap="nowrap" className={classes.completion}>
      <Slider
        flex={1}
        miw={90}
        value={shown}
        onChange={choose}
        step={5}
        label={(value) => percent(value)}
        thumbLabel={t('stage.completion.of', { name: stage.name })}
        thumbProps={{ 'aria-valuetext': percent(shown) }}
      />
      <NumberInput
        w={84}
        size="xs"
        aria-label={t('stage.completion.number', { name: stage.name })}
        suffix=" %"
        min={0}
        max={most}
        allowDecimal={false}
        value={shown}
        onChange={(value) => value !== '' && choose(Number(value))}
      />
      {stage.completion < 100 && !blocked && (
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            later.cancel();
            report(100);
          }}
          aria-label={t('stage.complete.of', { name: stage.name })}
        >
          {t('stage.complete')}
        </Button>
      )}
    </Group>
  );
}
