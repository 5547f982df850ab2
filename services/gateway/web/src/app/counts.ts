import { pages } from '@closeout/contracts/pages';
import { lazy, type ComponentType } from 'react';

/** What waits in a section, beside its title; by the section's path. */
export const counts: Record<string, ComponentType | undefined> = {
  [pages.decisions]: lazy(() => import('../decisions/DecisionCount.js')),
};
