import { Group, Stack, Text } from '@mantine/core';
import type { Schemas } from '../../api/client.js';
import { compare, percentOf } from '../../format/decimal.js';
import { useTexts } from '../../text/TextProvider.js';
import { Bar } from '../../ui/Bar.js';

/** Ordered = invoiced = received: bars of equal length when they agree. */
export function ThreeBars({ preview }: { preview: Schemas['ClosurePreview'] }) {
  const { t, money } = useTexts();
  const { totals, basis, invoiceLeg } = preview;
  const bars = [
    { name: t(basis === 'CPO' ? 'closure.bar.cpo' : 'closure.bar.budget'), amount: totals.cpo },
    ...(invoiceLeg ? [{ name: t('closure.bar.invoiced'), amount: totals.invoiced }] : []),
    { name: t('closure.bar.received'), amount: totals.received },
  ];
  const longest = bars.map(({ amount }) => amount).reduce((a, b) => (compare(a, b) < 0 ? b : a));
  return (
    <Stack gap="xs">
      {bars.map(({ name, amount }) => {
        const text = money(amount, totals.currency);
        return (
          <div key={name}>
            <Group justify="space-between">
              <Text size="sm">{name}</Text>
              <Text size="sm" fw={600} className="figures">
                {text}
              </Text>
            </Group>
            <Bar percent={percentOf(amount, longest)} label={`${name}: ${text}`} />
          </div>
        );
      })}
    </Stack>
  );
}
