import { Group, NativeSelect, SegmentedControl, SimpleGrid, Skeleton, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { Figure } from '../ui/Figure.js';
import { useTexts } from '../text/TextProvider.js';
import { DataTable } from '../ui/DataTable.js';
import { Section } from '../ui/Section.js';
import type { BillingSummary, ProjectsSummary } from './dashboardQueries.js';
import { currenciesOf, monthsOf, series, totalOf } from './money.js';
import { loadPart } from '../app/loadPart.js';

/** Most of the weight of this page: fetched when there is something to draw. */
const MoneyChart = lazy(() => loadPart(() => import('./MoneyChart.js')));

interface MoneyViewProps {
  billing: BillingSummary | undefined;
  projects: ProjectsSummary | undefined;
}

/** Invoiced, received, overdue and expected, by month; one currency at a time. */
export function MoneyView(parts: MoneyViewProps) {
  const { t, money, locale } = useTexts();
  const currencies = currenciesOf(parts);
  const [chosen, setChosen] = useState('');
  const [look, setLook] = useState('chart');
  const currency = currencies.includes(chosen) ? chosen : currencies[0];
  if (!currency) return null;
  const months = monthsOf(parts, currency);
  const known = series.filter((name) => totalOf(months, name) !== null);
  const monthName = new Intl.DateTimeFormat(locale, { month: 'short', year: '2-digit', timeZone: 'UTC' });
  const nameOf = (month: string) => monthName.format(new Date(`${month}-01T00:00:00Z`));
  const show = (amount: string | null) => (amount === null ? t('app.none') : money(amount, currency));
  const first = months[0]?.month ?? '';
  const last = months.at(-1)?.month ?? '';
  return (
    <Section title={t('dashboard.money')}>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t('dashboard.money.period', { from: nameOf(first), to: nameOf(last) })}
        </Text>
        <Group gap="sm">
          {currencies.length > 1 && (
            <NativeSelect
              size="xs"
              aria-label={t('dashboard.money.currency')}
              data={currencies}
              value={currency}
              onChange={(event) => setChosen(event.currentTarget.value)}
            />
          )}
          <SegmentedControl
            size="xs"
            aria-label={t('dashboard.money.look')}
            data={['chart', 'table'].map((value) => ({
              value,
              label: t(value === 'chart' ? 'dashboard.money.chart' : 'dashboard.money.table'),
            }))}
            value={look}
            onChange={setLook}
          />
        </Group>
      </Group>
      <SimpleGrid component="dl" m={0} cols={{ base: 2, md: 4 }}>
        {known.map((name) => (
          <Figure key={name} name={t(`dashboard.money.${name}`)}>
            {show(totalOf(months, name))}
          </Figure>
        ))}
      </SimpleGrid>
      {look === 'chart' ? (
        <Suspense fallback={<Skeleton h={260} />}>
          <MoneyChart months={months} shown={known} currency={currency} nameOf={nameOf} />
        </Suspense>
      ) : (
        <DataTable
          label={t('dashboard.money')}
          rows={months}
          keyOf={({ month }) => month}
          columns={[
            { title: t('dashboard.money.month'), cell: ({ month }) => nameOf(month) },
            ...known.map((name) => ({
              title: t(`dashboard.money.${name}`),
              figures: true,
              cell: (row: (typeof months)[number]) => show(row[name]),
            })),
          ]}
        />
      )}
    </Section>
  );
}
