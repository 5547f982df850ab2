import type { EventDraft } from '@closeout/contracts/events';
import { projectsEvents } from '@closeout/contracts/events/projects';
import type { BudgetNode as BudgetNodeAnswer } from '@closeout/contracts/http/projects';
import { fromMinor } from '@closeout/contracts/money';
import { nodeWarnings, type BudgetNode, type CountedNode, type Figures } from './budgetNode.js';

/** @param withFigures whether the reader may see costs */
export function budgetNodeAnswer(
  node: CountedNode,
  currency: string,
  withFigures: boolean,
): BudgetNodeAnswer {
  return {
    id: node.id,
    version: node.version,
    projectId: node.projectId,
    parentId: node.parentId,
    depth: node.depth,
    code: node.code,
    name: node.name,
    currency,
    ...(withFigures && {
      ...figuresAnswer(node, currency),
      warnings: nodeWarnings(node, (minor) => fromMinor(minor, currency)),
    }),
  };
}

export function figuresAnswer({ amountMinor, spentMinor, committedMinor }: Figures, currency: string) {
  return {
    amount: fromMinor(amountMinor, currency),
    spent: fromMinor(spentMinor, currency),
    committed: fromMinor(committedMinor, currency),
  };
}

export function budgetNodeEvent(node: BudgetNode, currency: string, removed = false): EventDraft {
  return projectsEvents.budgetNodeUpdated.draft(node.id, node.version, {
    id: node.id,
    version: node.version,
    projectId: node.projectId,
    parentId: node.parentId,
    code: node.code,
    name: node.name,
    amount: fromMinor(node.amountMinor, currency),
    currency,
    removed,
  });
}
