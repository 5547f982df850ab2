import { pages } from '@closeout/contracts/pages';
import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useTexts } from '../text/TextProvider.js';
import { Bar } from '../ui/Bar.js';
import { Section } from '../ui/Section.js';
import type { ProjectsSummary } from './dashboardQueries.js';

/** How many projects are where, each a way to them. */
export function StatusView({ byStatus }: { byStatus: ProjectsSummary['byStatus'] }) {
  const { t, locale } = useTexts();
  const number = new Intl.NumberFormat(locale);
  const most = Math.max(1, ...byStatus.map(({ count }) => count));
  return (
    <Section title={t('dashboard.byStatus')}>
      <Stack gap="xs">
        {byStatus.map(({ status, count }) => (
          <div key={status}>
            <Group justify="space-between">
              <Anchor component={Link} to={`${pages.projects}?status=${status}`} size="sm">
                {t(`status.${status}`)}
              </Anchor>
              <Text size="sm" fw={600} className="figures">
                {number.format(count)}
              </Text>
            </Group>
            <Bar percent={(100 * count) / most} label={`${t(`status.${status}`)}: ${number.format(count)}`} />
          </div>
        ))}
      </Stack>
    </Section>
  );
}
