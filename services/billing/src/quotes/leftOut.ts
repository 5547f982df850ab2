import type { Warning } from '@closeout/contracts/http';
import type { ProjectSnapshot } from '@closeout/contracts/http/internal';
import type { Quote } from './quote.js';

/** As projects has it (its budgetNode.ts): more than these a budget does not take. */
const maxNodes = 500;
const maxLevels = 8;

/**
 * What of a quote's budget a project will not take, as projects decides it when it hears of the link. `project` is null where it could not be
 * asked.
 */
export function leftOut(
  { budgetNodes }: Pick<Quote, 'budgetNodes'>,
  project: Pick<ProjectSnapshot, 'budgetNodes'> | null,
): Warning[] {
  if (budgetNodes.length === 0) return [];
  if (!project) {
    const detail =
      'Which budget nodes the project has already could not be looked up; those stay as they are.';
    return [{ code: 'budget-not-checked', detail }];
  }
  const depths = new Map(project.budgetNodes.map(({ code = '', depth = 1 }) => [code, depth]));
  const kept = budgetNodes.filter(({ code }) => depths.has(code));
  const fresh = budgetNodes.filter(({ code }) => !depths.has(code));
  for (const { code, parent } of fresh)
    depths.set(code, (parent === null ? 0 : (depths.get(parent) ?? 0)) + 1);
  const tooMany = project.budgetNodes.length + fresh.length > maxNodes;
  if (tooMany || fresh.some(({ code }) => (depths.get(code) ?? 0) > maxLevels)) {
    const detail = `With the quote’s nodes the budget would have more than ${maxNodes} nodes or ${maxLevels} levels: none of them comes to the project.`;
    return [{ code: 'budget-left-out', detail }];
  }
  return kept.map(({ code }) => {
    const hanging = fresh.some(({ parent }) => parent === code)
      ? ' What the quote has below it hangs on the project’s.'
      : '';
    return {
      code: 'budget-code-kept',
      detail: `The project has a budget node ${code} already, which stays as it is: the quote’s does not come.${hanging}`,
      recordNumber: code,
    };
  });
}
