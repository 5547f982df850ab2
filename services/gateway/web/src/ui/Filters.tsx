import { Button, Group, SimpleGrid, Stack } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import type { ComponentProps, ReactNode } from 'react';
import { useTexts } from '../text/TextProvider.js';
import { SearchField } from './SearchField.js';
import type { Address } from './useAddress.js';

interface FiltersProps extends Address {
  label: string;
  /** In which fields the search looks. */
  searched: string;
  /** Of all filters: how many of them are set is said while they are hidden. */
  names: readonly string[];
  cols: ComponentProps<typeof SimpleGrid>['cols'];
  children: ReactNode;
  /** Below the fields. */
  more?: ReactNode;
}

/** What narrows a list down. Where there is little room the search stands alone, so that the list begins on the first screen. */
export function Filters(props: FiltersProps) {
  const { label, searched, params, change, names, cols, children, more } = props;
  const { t } = useTexts();
  const isNarrow = useMediaQuery('(max-width: 36em)', undefined, { getInitialValueInEffect: false });
  const [opened, { toggle }] = useDisclosure();
  const shown = !isNarrow || opened;
  const count = names.filter((name) => !['q', 'sort'].includes(name) && params.has(name)).length;
  return (
    <Stack gap="sm" component="search" aria-label={label}>
      <SimpleGrid cols={cols} spacing="sm">
        <SearchField
          label={label}
          placeholder={searched}
          value={params.get('q') ?? ''}
          onChange={(q) => change({ q })}
        />
        {shown && children}
      </SimpleGrid>
      {shown && more && <Group>{more}</Group>}
      {isNarrow && (
        <Button variant="default" aria-expanded={opened} onClick={toggle}>
          {count > 0 ? t('app.filters.set', { count }) : t('app.filters')}
        </Button>
      )}
    </Stack>
  );
}
