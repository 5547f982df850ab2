import { pageOf } from '@closeout/contracts/pages';
import { Anchor, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Schemas } from '../api/client.js';
import { RecordLink } from '../ui/RecordLink.js';
import { orderQuery } from '../orders/orderQueries.js';
import { Figure } from '../ui/Figure.js';
import { milestonesQuery } from '../projects/projectChoices.js';
import { projectQuery } from '../projects/projectQueries.js';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { Section } from '../ui/Section.js';

interface DocumentSubjectProps {
  document: Pick<
    Schemas['Invoice'],
    'customerId' | 'customerName' | 'projectId' | 'milestoneId' | 'issueDate' | 'seller' | 'buyer'
  >;
  cpoId?: string | null;
  dueDate?: string | null;
  supplyDate?: string | null;
}

/** Whom and what a document is for, with the way there. */
export function DocumentSubject({ document, cpoId, dueDate, supplyDate }: DocumentSubjectProps) {
  const { t, day } = useTexts();
  const may = useMay();
  const { customerId, customerName, projectId, milestoneId, issueDate, seller, buyer } = document;
  const project = useQuery({
    ...projectQuery(projectId ?? ''),
    enabled: projectId !== null && may('projects.view'),
  });
  const milestones = useQuery({
    ...milestonesQuery(projectId ?? ''),
    enabled: milestoneId !== null && may('project_payments.view', 'project_payments.manage'),
  });
  const cpo = useQuery({ ...orderQuery(cpoId ?? ''), enabled: Boolean(cpoId) && may('cpos.view') });
  const milestone = milestones.data?.items.find(({ id }) => id === milestoneId);
  return (
    <Section title={t('draft.subject')}>
      <SimpleGrid component="dl" m={0} cols={{ base: 1, xs: 2, md: 3 }}>
        <Figure name={t('customer.label')}>
          <RecordLink page="customer" id={customerId}>
            {customerName}
          </RecordLink>
        </Figure>
        {project.data && (
          <Figure name={t('projectSelect.label')}>
            <Anchor component={Link} to={pageOf('project', project.data.id)} inherit>
              {project.data.number} {project.data.title}
            </Anchor>
          </Figure>
        )}
        {milestone && projectId && (
          <Figure name={t('milestoneSelect.label')}>
            <Anchor component={Link} to={`${pageOf('project', projectId)}?view=payments`} inherit>
              {milestone.label}
            </Anchor>
          </Figure>
        )}
        {cpo.data && (
          <Figure name={t('draft.cpo')}>
            <Anchor component={Link} to={pageOf('order', cpo.data.id)} inherit>
              {cpo.data.number}
            </Anchor>
          </Figure>
        )}
        {issueDate && <Figure name={t('invoice.issueDate')}>{day(issueDate)}</Figure>}
        {dueDate && <Figure name={t('invoice.dueDate')}>{day(dueDate)}</Figure>}
        {supplyDate && <Figure name={t('invoice.supplyDate')}>{day(supplyDate)}</Figure>}
      </SimpleGrid>
      {(buyer ?? seller) && (
        <SimpleGrid component="dl" m={0} cols={{ base: 1, xs: 2 }}>
          {buyer && <PartyFigure name={t('invoice.buyer')} party={buyer} />}
          {seller && <PartyFigure name={t('invoice.seller')} party={seller} />}
        </SimpleGrid>
      )}
    </Section>
  );
}

function PartyFigure({ name, party }: { name: string; party: Schemas['Party'] }) {
  return (
    <Figure name={name}>
      {party.name}
      <Text span size="sm" display="block" className="prose">
        {[party.address, party.vatNumber, party.email].filter(Boolean).join('\n')}
      </Text>
    </Figure>
  );
}
