import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { Group, Paper, Text } from '@mantine/core';
import { useTexts } from '../text/TextProvider.js';
import { series, type MonthOfMoney, type Series } from './money.js';

interface MoneyChartProps {
  months: readonly MonthOfMoney[];
  shown: readonly Series[];
  currency: string;
  nameOf(month: string): string;
}

const colours: Record<Series, string> = {
  invoiced: 'blue.6',
  received: 'teal.6',
  overdue: 'red.6',
  expected: 'gray.5',
};

/** For the eye; the table beside it says the same to everybody. */
export default function MoneyChart({ months, shown, currency, nameOf }: MoneyChartProps) {
  const { t, money, locale } = useTexts();
  const compact = new Intl.NumberFormat(locale, { notation: 'compact' });
  const drawn = months.map((row) => ({
    name: nameOf(row.month),
    row,
    // Only for the height of the bars.
    ...Object.fromEntries(shown.map((name) => [name, Number(row[name] ?? 0)])),
  }));
  return (
    <div role="img" aria-label={t('dashboard.money.alternative')}>
      <BarChart
        h={260}
        data={drawn}
        dataKey="name"
        series={series
          .filter((name) => shown.includes(name))
          .map((name) => ({ name, label: t(`dashboard.money.${name}`), color: colours[name] }))}
        withLegend
        legendProps={{ verticalAlign: 'bottom', itemSorter: null }}
        yAxisProps={{ width: 56, tickFormatter: (value: number) => compact.format(value) }}
        barChartProps={{ accessibilityLayer: false }}
        barProps={{ isAnimationActive: false }}
        tooltipAnimationDuration={0}
        tooltipProps={{
          content: ({ payload }) => {
            const hovered = (payload?.[0]?.payload as (typeof drawn)[number] | undefined)?.row;
            if (!hovered) return null;
            return (
              <Paper withBorder shadow="sm" p="xs">
                <Text size="sm" fw={600}>
                  {nameOf(hovered.month)}
                </Text>
                {shown.map((name) => (
                  <Group key={name} justify="space-between" gap="lg">
                    <Text size="sm">{t(`dashboard.money.${name}`)}</Text>
                    <Text size="sm" className="figures">
                      {hovered[name] === null ? t('app.none') : money(hovered[name], currency)}
                    </Text>
                  </Group>
                ))}
              </Paper>
            );
          },
        }}
      />
    </div>
  );
}
