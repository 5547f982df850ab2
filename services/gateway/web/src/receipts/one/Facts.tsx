import { pageOf } from '@closeout/contracts/pages';
import { Anchor, SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { RecordLink } from '../../ui/RecordLink.js';
import { milestonesQuery } from '../../projects/projectChoices.js';
import { projectQuery } from '../../projects/projectQueries.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { Figure } from '../../ui/Figure.js';
import { Section } from '../../ui/Section.js';
import type { Receipt } from '../receiptQueries.js';

/** Who paid, what for, how much, when and how. */
export function Facts({ receipt }: { receipt: Receipt }) {
  const { t, money, day } = useTexts();
  const may = useMay();
  const { projectId, milestoneId } = receipt;
  const knows = projectId !== null && may('projects.view');
  const project = useQuery({ ...projectQuery(projectId ?? ''), enabled: knows });
  const milestones = useQuery({
    ...milestonesQuery(projectId ?? ''),
    enabled: knows && milestoneId !== null,
  });
  const milestone = milestones.data?.items.find(({ id }) => id === milestoneId);
  const facts: [string, ReactNode][] = [
    [t('receipt.amount'), money(receipt.amount, receipt.currency)],
    [t('receipt.paymentDate'), day(receipt.paymentDate)],
    [t('receipt.method'), receipt.method],
    [t('receipt.reference'), receipt.reference],
    [
      t('receipt.customer'),
      <RecordLink key="customer" page="customer" id={receipt.customerId}>
        {receipt.customerName}
      </RecordLink>,
    ],
    [
      t('receipt.project'),
      project.data && (
        <Anchor component={Link} to={pageOf('project', project.data.id)} inherit>
          {`${project.data.number} ${project.data.title}`}
        </Anchor>
      ),
    ],
    [
      t('receipt.milestone'),
      milestone && projectId && (
        <Anchor component={Link} to={`${pageOf('project', projectId)}?view=payments`} inherit>
          {milestone.label}
        </Anchor>
      ),
    ],
  ];
  return (
    <Section title={t('receipt.payment')}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} component="dl" m={0}>
        {facts
          .filter(([, value]) => Boolean(value))
          .map(([name, value]) => (
            <Figure key={name} name={name}>
              {typeof value === 'string' ? <span className="prose">{value}</span> : value}
            </Figure>
          ))}
      </SimpleGrid>
    </Section>
  );
}
