import { Card, Center, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { PageTitle } from '../ui/PageTitle.js';

/** A page for those who are not signed in. */
export function PublicPage({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <Center component="main" mih="100dvh" p="md">
      <Card withBorder padding="xl" w="100%" maw={420} shadow="sm">
        <Stack>
          <div>
            <Text fw={700} c="var(--mantine-color-anchor)">
              Closeout
            </Text>
            <PageTitle>{title}</PageTitle>
            {lead && <Text c="dimmed">{lead}</Text>}
          </div>
          {children}
        </Stack>
      </Card>
    </Center>
  );
}
