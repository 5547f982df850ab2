import { Group } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './PageHead.module.css';

/** The head of a page: title and facts at the left, what can be done at the right; below each other where it is narrow. */
export function PageHead({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <div className={classes.head}>
      <div className={classes.what}>{children}</div>
      {actions && (
        <Group gap="sm" className={classes.actions}>
          {actions}
        </Group>
      )}
    </div>
  );
}
