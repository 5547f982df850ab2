import { pageOf, pages } from '@closeout/contracts/pages';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Schemas } from '../api/client.js';
import type { Project } from '../projects/projectQueries.js';
import { allows } from '../projects/projectWork.js';
import { useTexts } from '../text/TextProvider.js';
import { draftsOfProjectQuery } from './invoiceQueries.js';

interface InvoiceButtonProps {
  project: Project;
  milestone: Pick<Schemas['Milestone'], 'id' | 'label' | 'status'>;
}

/** At a milestone that nothing was asked for yet, where the project can be invoiced: a draft with everything filled in, or the one that is there already. */
export function InvoiceButton({ project, milestone }: InvoiceButtonProps) {
  const { t } = useTexts();
  const isOpen = milestone.status === 'PLANNED' && allows(project, 'administration');
  const drafts = useQuery({ ...draftsOfProjectQuery(project.id), enabled: isOpen });
  const draft = drafts.data?.items.find(({ milestoneId }) => milestoneId === milestone.id);
  if (!isOpen) return null;
  if (draft)
    return (
      <Button
        component={Link}
        to={pageOf('invoice', draft.id)}
        variant="default"
        size="compact-sm"
        aria-label={t('project.milestone.draftOf', { label: milestone.label })}
      >
        {t('project.milestone.draft')}
      </Button>
    );
  const subject = new URLSearchParams({
    customerId: project.customerId,
    projectId: project.id,
    milestoneId: milestone.id,
  });
  return (
    <Button
      component={Link}
      to={`${pages.newInvoice}?${subject}`}
      variant="default"
      size="compact-sm"
      aria-label={t('project.milestone.invoiceOf', { label: milestone.label })}
    >
      {t('project.milestone.invoice')}
    </Button>
  );
}
