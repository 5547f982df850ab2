import { List, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTexts } from '../../text/TextProvider.js';
import { Loaded } from '../../ui/Loaded.js';
import { MoreButton } from '../../ui/MoreButton.js';
import { Section } from '../../ui/Section.js';
import { historyQuery, type Project } from '../projectQueries.js';
import { TeamSection } from '../team/TeamSection.js';

export function HistoryView({ project }: { project: Project }) {
  return (
    <Stack>
      <TeamSection project={project} />
      <History id={project.id} />
    </Stack>
  );
}

function History({ id }: { id: string }) {
  const { t, word, instant, day } = useTexts();
  const history = useInfiniteQuery(historyQuery(id));
  return (
    <Section title={t('project.history')}>
      <Loaded query={history}>
        {({ pages }) => {
          const changes = pages.flatMap(({ items }) => items);
          if (changes.length === 0) return <Text c="dimmed">{t('project.history.none')}</Text>;
          return (
            <List spacing="sm">
              {changes.map((change) => (
                <List.Item key={change.id}>
                  <Text fw={600}>
                    {change.from
                      ? t('project.history.change', {
                          from: word('status', change.from),
                          to: word('status', change.to),
                        })
                      : word('status', change.to)}
                  </Text>
                  {change.reason && <Text className="prose">{change.reason}</Text>}
                  <Text size="sm" c="dimmed">
                    {t('project.history.by', {
                      name: change.changedBy.name,
                      at: instant(change.changedAt),
                    })}
                    {' · '}
                    {t('closure.effective', { day: day(change.effectiveDate) })}
                  </Text>
                </List.Item>
              ))}
            </List>
          );
        }}
      </Loaded>
      <MoreButton pages={history} />
    </Section>
  );
}
