import { Button } from '@mantine/core';
import { useTexts } from '../text/TextProvider.js';
import { EmptyState } from './EmptyState.js';

interface NothingFitsProps {
  title: string;
  /** The names of the filters in the address. */
  filters: readonly string[];
  change(values: Record<string, undefined>): void;
}

/** In the place of a list of which the filters leave nothing. */
export function NothingFits({ title, filters, change }: NothingFitsProps) {
  const { t } = useTexts();
  return (
    <EmptyState title={title} text={t('projects.noMatch.text')}>
      <Button
        variant="default"
        onClick={() => change(Object.fromEntries(filters.map((name) => [name, undefined])))}
      >
        {t('projects.filter.reset')}
      </Button>
    </EmptyState>
  );
}
