import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../text/TextProvider.js';
import { Bar } from '../../ui/Bar.js';
import { Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Section.js';
import { StatusBadge } from '../../ui/StatusBadge.js';
import { stagesQuery, type Project } from '../projectQueries.js';
import classes from './StagesView.module.css';

export function StagesView({ project }: { project: Project }) {
  const { t, day, percent } = useTexts();
  const stages = useQuery(stagesQuery(project.id));
  return (
    <Section title={t('project.stages')}>
      <Loaded query={stages}>
        {({ items }) => {
          if (items.length === 0) return <Text c="dimmed">{t('project.stages.none')}</Text>;
          const names = new Map(items.map(({ id, name }) => [id, name]));
          return (
            <ol className={classes.stages}>
              {items.map((stage) => (
                <li key={stage.id}>
                  <Stack gap={4}>
                    <Group justify="space-between" gap="xs">
                      <Group gap="xs">
                        <Text fw={600}>{stage.name}</Text>
                        <StatusBadge group="stageStatus" status={stage.status} />
                      </Group>
                      <Text size="sm" className="figures">
                        {percent(stage.completion)}
                      </Text>
                    </Group>
                    <Bar percent={stage.completion} label={`${stage.name}: ${percent(stage.completion)}`} />
                    <Text size="sm" c={stage.overdue ? 'var(--mantine-color-error)' : 'dimmed'}>
                      {[
                        stage.dueDate && t('project.stage.due', { day: day(stage.dueDate) }),
                        stage.overdue && t('projects.overdue'),
                        stage.blockedBy.length > 0 &&
                          t('project.stage.waits', {
                            names: stage.blockedBy.map((id) => names.get(id) ?? '').join(', '),
                          }),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </Text>
                  </Stack>
                </li>
              ))}
            </ol>
          );
        }}
      </Loaded>
    </Section>
  );
}
