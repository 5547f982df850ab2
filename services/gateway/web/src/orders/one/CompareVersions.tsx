import { Group, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../text/TextProvider.js';
import { Section } from '../../ui/Section.js';
import { useAddress } from '../../ui/useAddress.js';
import { comparedVersions, countingVersion } from '../orderFigures.js';
import { versionDifference, type Order, type OrderVersion } from '../orderQueries.js';
import { VersionsTable } from './VersionsTable.js';

/** Any two versions of an order, side by side. */
export function CompareVersions({ order }: { order: Order }) {
  const { t, word, money } = useTexts();
  const { params, change } = useAddress();
  const { from, to } = comparedVersions(order, params.get('compare'));
  const difference = useQuery({ ...versionDifference(order.id, to, from), enabled: from !== to });
  const counting = countingVersion(order)?.no;
  const versionOf = (no: number) => order.versions.find((version) => version.no === no);
  const [left, right] = [versionOf(from), versionOf(to)];
  if (!left || !right) return null;
  const choices = order.versions.map(({ no, amount, status }) => ({
    value: String(no),
    label: [
      t('order.version', { no }),
      money(amount, order.currency),
      no === counting ? t('order.version.counts') : word('versionStatus', status),
    ].join(' · '),
  }));
  const choice = (label: string, version: OrderVersion, choose: (no: string) => string) => (
    <Select
      label={label}
      data={choices}
      value={String(version.no)}
      onChange={(no) => no && change({ compare: choose(no) })}
      allowDeselect={false}
      w={{ base: '100%', xs: 320 }}
    />
  );
  return (
    <Section title={t('order.versions')}>
      {order.versions.length === 1 ? (
        <Text c="dimmed">{t('order.versions.only')}</Text>
      ) : (
        <Group>
          {choice(t('order.compare.from'), left, (no) => `${no}-${to}`)}
          {choice(t('order.compare.to'), right, (no) => `${from}-${no}`)}
        </Group>
      )}
      <VersionsTable
        currency={order.currency}
        versions={from === to ? [left] : [left, right]}
        difference={from === to ? undefined : difference.data}
        counting={counting}
      />
    </Section>
  );
}
