import { pageOf } from '@closeout/contracts/pages';
import { Anchor, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { compare } from '../format/decimal.js';
import { DocumentSubject } from '../invoices/DocumentSubject.js';
import { LockLine } from '../invoices/LockLine.js';
import { RecordLink } from '../ui/RecordLink.js';
import { Around, slot } from '../text/Around.js';
import { useTexts } from '../text/TextProvider.js';
import { Figure } from '../ui/Figure.js';
import { recordWidth } from '../ui/pageWidth.js';
import { PageHead } from '../ui/PageHead.js';
import { PageTitle } from '../ui/PageTitle.js';
import { Section } from '../ui/Section.js';
import { refundHistoryQuery, refundQuery, type Refund } from './refundQueries.js';
import { UnreadPage } from '../ui/Unread.js';
import { PdfButton } from '../ui/PdfButton.js';

/** A refund is born issued: there is nothing to be changed. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTexts();
  const query = useQuery(refundQuery(id));
  const { data: refund } = query;
  const history = useQuery(refundHistoryQuery(id));
  if (!refund) return <UnreadPage query={query} skeleton={<Skeleton h={240} />} />;
  return (
    <Stack maw={recordWidth}>
      <PageHead actions={<PdfButton of={`refunds/${id}`}>{t('receipt.pdf')}</PdfButton>}>
        <PageTitle named={`${refund.number} · ${refund.customerName}`}>{refund.number}</PageTitle>
        <Text c="dimmed">
          <Around text={t('refund.lead', { customer: slot })}>
            <RecordLink page="customer" id={refund.customerId} underline="always">
              {refund.customerName}
            </RecordLink>
          </Around>{' '}
          <Anchor component={Link} to={pageOf('receipt', refund.receiptId)} inherit underline="always">
            {refund.receiptNumber}
          </Anchor>
        </Text>
      </PageHead>
      <LockLine
        number={refund.number}
        issuedAt={refund.issuedAt}
        by={history.data?.items[0]?.by.name}
        correction={t('lock.refund')}
      />
      <Payment refund={refund} />
      <Section title={t('reason.label')}>
        <Text className="prose">{refund.reason}</Text>
      </Section>
      <DocumentSubject document={refund} />
    </Stack>
  );
}

function Payment({ refund }: { refund: Refund }) {
  const { t, money, day } = useTexts();
  const { amount, currency, fromTied, fromFree, refundDate, method } = refund;
  const bothPots = compare(fromTied, '0') > 0 && compare(fromFree, '0') > 0;
  return (
    <Section title={t('refund.payment')}>
      <SimpleGrid component="dl" m={0} cols={{ base: 1, xs: 2, md: 3 }}>
        <Figure name={t('receipt.amount')}>{money(amount, currency)}</Figure>
        {bothPots && <Figure name={t('refund.fromTied')}>{money(fromTied, currency)}</Figure>}
        {bothPots && <Figure name={t('refund.fromFree')}>{money(fromFree, currency)}</Figure>}
        <Figure name={t('refund.date')}>{day(refundDate)}</Figure>
        {method && <Figure name={t('receipt.method')}>{method}</Figure>}
      </SimpleGrid>
    </Section>
  );
}
