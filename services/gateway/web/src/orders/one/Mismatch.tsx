import { Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { Figure } from '../../ui/Figure.js';
import { useTexts } from '../../text/TextProvider.js';
import { Section } from '../../ui/Section.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import { OrderButtons } from '../OrderButtons.js';
import type { Order } from '../orderQueries.js';

/** Ordered, invoiced and received are not the same: by how much, what was said of it, and what can be done. */
export function Mismatch({ order }: { order: Order }) {
  const { t, money } = useTexts();
  const { mismatch, currency } = order;
  if (!mismatch) return null;
  const { status, report, reason, decidedAt, decidedByName } = mismatch;
  const decided = status === 'ACCEPTED' || status === 'REJECTED';
  return (
    <Section title={t('order.mismatch')}>
      <Group gap="sm">
        <StatusBadge group="mismatchStatus" status={status} />
        <Text size="sm">{t(`order.mismatch.${status}`)}</Text>
      </Group>
      <SimpleGrid component="dl" m={0} cols={{ base: 2, sm: 4 }}>
        <Figure name={t('order.ordered')}>{money(mismatch.ordered, currency)}</Figure>
        <Figure name={t('order.invoiced')}>{money(mismatch.invoiced, currency)}</Figure>
        <Figure name={t('order.received')}>{money(mismatch.received, currency)}</Figure>
        <Figure name={t('order.difference')}>{money(mismatch.difference, currency)}</Figure>
      </SimpleGrid>
      {report && (
        <Said title={t('order.mismatch.reported')} text={report.reason} by={report.by.name} at={report.at} />
      )}
      {decided && (
        <Said title={t(`order.mismatch.said.${status}`)} text={reason} by={decidedByName} at={decidedAt} />
      )}
      <OrderButtons
        order={order}
        names={['mismatch/report', 'mismatch/accept', 'mismatch/reject']}
        first="filled"
      />
    </Section>
  );
}

interface SaidProps {
  title: string;
  text: string | null;
  by: string | null;
  at: string | null;
}

function Said({ title, text, by, at }: SaidProps) {
  const { t, instant } = useTexts();
  return (
    <Stack gap={2}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      {text && <Text className="prose">{text}</Text>}
      {at && (
        <Text size="sm" c="dimmed">
          {t('order.by', { name: by ?? t('order.somebody'), at: instant(at) })}
        </Text>
      )}
    </Stack>
  );
}
