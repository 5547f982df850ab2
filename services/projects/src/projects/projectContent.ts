import type { ProjectInput, ProjectPatch } from '@closeout/contracts/http/projects';
import { assertDates, readAmount, type ProjectContent } from './project.js';

/** The content of a new project. @throws DomainError `amount-scale`, `amount-too-large`, `end-before-start` (invalid) */
export function contentOf(input: Omit<ProjectInput, 'milestones' | 'customerId'>): ProjectContent {
  const content: ProjectContent = {
    title: input.title,
    description: input.description ?? null,
    budgetMinor: readAmount(input.budgetTotal, input.currency, '/budgetTotal'),
    startDate: input.startDate,
    endDate: input.endDate ?? null,
    type: input.type ?? null,
    revenueModel: input.revenueModel ?? null,
    projectManagerId: input.projectManagerId ?? null,
    technicalManagerId: input.technicalManagerId ?? null,
    businessUnitId: input.businessUnitId ?? null,
    legalEntityId: input.legalEntityId ?? null,
    hourlyRateMinor:
      input.hourlyRate == null ? null : readAmount(input.hourlyRate, input.currency, '/hourlyRate'),
    internalNotes: input.internalNotes ?? null,
  };
  assertDates(content);
  return content;
}

/** The content after a PATCH: what was not named stays. @throws as `contentOf` */
export function patchedContent(
  before: ProjectContent,
  currency: string,
  patch: ProjectPatch,
): ProjectContent {
  const { budgetTotal, hourlyRate, ...plain } = patch;
  const content: ProjectContent = { ...before };
  for (const [name, value] of Object.entries(plain)) {
    if (value !== undefined) Object.assign(content, { [name]: value });
  }
  if (budgetTotal !== undefined) content.budgetMinor = readAmount(budgetTotal, currency, '/budgetTotal');
  if (hourlyRate !== undefined) {
    content.hourlyRateMinor = hourlyRate === null ? null : readAmount(hourlyRate, currency, '/hourlyRate');
  }
  assertDates(content);
  return content;
}

export function sameContent(a: ProjectContent, b: ProjectContent): boolean {
  return (Object.keys(b) as (keyof ProjectContent)[]).every((name) => a[name] === b[name]);
}

/** Only the content of a whole project, without everything else it has. */
export function onlyContent(project: ProjectContent): ProjectContent {
  const {
    title,
    description,
    budgetMinor,
    startDate,
    endDate,
    type,
    revenueModel,
    internalNotes,
    hourlyRateMinor,
  } = project;
  const { projectManagerId, technicalManagerId, businessUnitId, legalEntityId } = project;
  return {
    ...{
      title,
      description,
      budgetMinor,
      startDate,
      endDate,
      type,
      revenueModel,
      internalNotes,
      hourlyRateMinor,
    },
    ...{ projectManagerId, technicalManagerId, businessUnitId, legalEntityId },
  };
}
