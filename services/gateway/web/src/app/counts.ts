import { pages } from '@closeout/contracts/pages';
import { lazy, type ComponentType } from 'react';
import { loadPart } from './loadPart.js';

/** What waits in a section, beside its title; by the section's path. */
export const counts: Record<string, ComponentType | undefined> = {
  [pages.decisions]: lazy(() => loadPart(() => import('../decisions/DecisionCount.js'))),
};
