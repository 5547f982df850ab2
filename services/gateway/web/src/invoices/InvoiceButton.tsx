import { pages } from '@closeout/contracts/pages';
import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { Schemas } from '../api/client.js';
import type { Project } from '../projects/projectQueries.js';
import { useTexts } from '../text/TextProvider.js';
import { invoiceableStatuses } from './draft/invoiceable.js';

interface InvoiceButtonProps {
  project: Project;
  milestone: Pick<Schemas['Milestone'], 'id' | 'label' | 'status'>;
}

/** At a milestone that nothing was asked for yet, where the project can be invoiced: a draft with everything filled in. */
export function InvoiceButton({ project, milestone }: InvoiceButtonProps) {
  const { t } = useTexts();
  const isOpen = milestone.status === 'PLANNED' && invoiceableStatuses.includes(project.status);
  if (!isOpen) return null;
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
