import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** One line of a list of facts (`dl`). */
export function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0} fw={600} className="figures">
        {children}
      </Text>
    </div>
  );
}
