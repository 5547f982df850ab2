import { pages } from '@closeout/contracts/pages';
import { ActionIcon, Group, Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { InvoiceButton } from '../../invoices/InvoiceButton.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import type { Project } from '../projectQueries.js';
import { allows } from '../projectWork.js';
import type { Milestone } from './milestoneForm.js';

interface MilestoneActionsProps {
  project: Project;
  milestone: Milestone;
  onEdit(): void;
  onRemove(): void;
}

/** What can be done with an agreed payment; nothing is shown where that is nothing. */
export function MilestoneActions({ project, milestone, onEdit, onRemove }: MilestoneActionsProps) {
  const { t } = useTexts();
  const may = useMay();
  const { id, label, status } = milestone;
  const open = allows(project, 'administration');
  const address = new URLSearchParams({
    customerId: project.customerId,
    projectId: project.id,
    milestoneId: id,
  });
  const items = [
    open && may('project_payments.manage') && (
      <Menu.Item key="edit" onClick={onEdit}>
        {t('app.edit')} …
      </Menu.Item>
    ),
    open && may('receipts.manage') && status !== 'PAID' && (
      <Menu.Item key="receipt" component={Link} to={`${pages.newReceipt}?${address}`}>
        {t('milestone.receipt')}
      </Menu.Item>
    ),
    open && may('projects.delete') && status === 'PLANNED' && (
      <Menu.Item key="remove" onClick={onRemove}>
        {t('app.delete')} …
      </Menu.Item>
    ),
  ].filter(Boolean);
  return (
    <Group gap="xs" wrap="nowrap" justify="flex-end">
      {may('invoices.manage') && <InvoiceButton project={project} milestone={milestone} />}
      {items.length > 0 && <More label={label}>{items}</More>}
    </Group>
  );
}

function More({ label, children }: { label: string; children: ReactNode }) {
  const { t } = useTexts();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" aria-label={t('app.actions.of', { name: label })}>
          ⋯
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
