import { pageOf } from '@closeout/contracts/pages';
import { Anchor, List, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useTexts } from '../text/TextProvider.js';
import { Section } from '../ui/Section.js';
import type { ProjectsSummary } from './dashboardQueries.js';

type Closures = NonNullable<ProjectsSummary['closures']>;

/** Financial closures that billing is deciding on. */
export function ClosuresView({ closures: { count, items } }: { closures: Closures }) {
  const { t, instant } = useTexts();
  return (
    <Section title={t('dashboard.closures')}>
      {count === 0 && <Text c="dimmed">{t('dashboard.closures.none')}</Text>}
      {count > items.length && <Text size="sm">{t('dashboard.closures.more', { count })}</Text>}
      {count > 0 && (
        <List spacing="xs">
          {items.map(({ closureId, projectId, number, title, requestedBy, requestedAt, stalled }) => (
            <List.Item key={closureId}>
              <Anchor component={Link} to={`${pageOf('project', projectId)}?view=closure`}>
                {number} {title}
              </Anchor>
              <Text size="sm" c="dimmed">
                {t('project.history.by', { name: requestedBy.name, at: instant(requestedAt) })}
                {stalled && ` · ${t('dashboard.closures.stalled')}`}
              </Text>
            </List.Item>
          ))}
        </List>
      )}
    </Section>
  );
}
