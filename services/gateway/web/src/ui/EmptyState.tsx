import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  title: string;
  text: string;
  /** Of the heading: 3 where the list stands in a section. */
  order?: 2 | 3;
  children?: ReactNode;
}

/** Where a list would be: why there is nothing, and what to do about it. */
export function EmptyState({ title, text, order = 2, children }: EmptyStateProps) {
  return (
    <Paper withBorder p="xl">
      <Stack align="center" gap="xs" ta="center">
        <Title order={order} size="h4">
          {title}
        </Title>
        <Text c="dimmed">{text}</Text>
        {children}
      </Stack>
    </Paper>
  );
}
