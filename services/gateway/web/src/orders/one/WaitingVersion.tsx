import { Alert, Stack, Text } from '@mantine/core';
import { subtract } from '../../format/decimal.js';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { OrderButtons } from '../OrderButtons.js';
import { waitingVersion } from '../orderFigures.js';
import { signed } from '../OrderInShort.js';
import type { Order } from '../orderQueries.js';

/** The version that waits for direction: what would change, who asked and why, and what it holds up. */
export function WaitingVersion({ order }: { order: Order }) {
  const { t, money, instant } = useTexts();
  const may = useMay();
  const version = waitingVersion(order);
  if (!version) return null;
  const { currency } = order;
  return (
    <Alert color="orange" variant="outline" c="inherit" title={t('order.waits', { no: version.no })}>
      <Stack gap="xs">
        <div>
          <Text fw={600} className="figures">
            {t('order.waits.amounts', {
              from: money(order.amount, currency),
              to: money(version.amount, currency),
            })}
          </Text>
          <Text size="sm" className="figures">
            {t('order.versions.difference', {
              difference: signed(subtract(version.amount, order.amount), currency, money),
            })}
          </Text>
        </div>
        {version.reason && <Text className="prose">{version.reason}</Text>}
        <Text size="sm" c="dimmed">
          {t('order.by', {
            name: version.createdByName ?? t('order.somebody'),
            at: instant(version.createdAt),
          })}
        </Text>
        {!may('cpos.direction') && <Text size="sm">{t('order.waits.explained')}</Text>}
        <OrderButtons order={order} names={['versions/approve', 'versions/reject']} first="filled" />
      </Stack>
    </Alert>
  );
}
