import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../text/TextProvider.js';
import { Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Section.js';
import type { Project } from '../projectQueries.js';
import { ChecklistTick } from './ChecklistTick.js';
import { checklistQuery } from './workQueries.js';

export function Checklist({ project }: { project: Project }) {
  const { t } = useTexts();
  const checklist = useQuery(checklistQuery(project.id));
  return (
    <Section title={t('work.checklist')}>
      <Text size="sm" c="dimmed">
        {t('work.checklist.hint')}
      </Text>
      <Loaded query={checklist}>
        {({ items }) => (
          <Stack gap="sm">
            {items.map((item) => (
              <ChecklistTick key={item.id} project={project} item={item} />
            ))}
          </Stack>
        )}
      </Loaded>
    </Section>
  );
}
