import { List, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Schemas } from '../../api/client.js';
import { useTexts } from '../../text/TextProvider.js';
import { Loaded } from '../../ui/Loaded.js';
import { MoreButton } from '../../ui/MoreButton.js';
import { Section } from '../../ui/Section.js';
import { orderHistory } from '../orderQueries.js';

/** What happened to an order: who, when, why, and the figures. */
export function OrderHistory({ id }: { id: string }) {
  const { t } = useTexts();
  const history = useInfiniteQuery(orderHistory(id));
  return (
    <Section title={t('order.history')}>
      <Loaded query={history}>
        {({ pages }) => (
          <List spacing="sm">
            {pages
              .flatMap(({ items }) => items)
              .map((change) => (
                <List.Item key={change.no}>
                  <Change change={change} />
                </List.Item>
              ))}
          </List>
        )}
      </Loaded>
      <MoreButton pages={history} />
    </Section>
  );
}

function Change({ change }: { change: Schemas['CpoChange'] }) {
  const { t, word, money, instant } = useTexts();
  const { action, versionNo, amount, difference, currency, reason, by, at } = change;
  const about = [
    word('orderChange', action),
    versionNo !== null && action !== 'entered' && t('order.version', { no: versionNo }),
    amount !== null && money(amount, currency),
    difference !== null && t('order.history.difference', { amount: money(difference, currency) }),
  ];
  return (
    <>
      <Text fw={600} className="figures">
        {about.filter(Boolean).join(' · ')}
      </Text>
      {reason && <Text className="prose">{reason}</Text>}
      <Text size="sm" c="dimmed">
        {by === null
          ? t('order.history.itself', { at: instant(at) })
          : t('order.by', { name: by.name ?? t('order.somebody'), at: instant(at) })}
      </Text>
    </>
  );
}
