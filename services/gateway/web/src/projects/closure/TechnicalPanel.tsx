import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../text/TextProvider.js';
import { Loaded } from '../../ui/Loaded.js';
import { Section } from '../../ui/Section.js';
import { technicalClosureQuery, type Project } from '../projectQueries.js';
import { ClosureButton } from './ClosureButton.js';

export function TechnicalPanel({ project }: { project: Project }) {
  const { t, word } = useTexts();
  const closure = useQuery(technicalClosureQuery(project.id));
  return (
    <Section title={t('closure.technical')}>
      <Loaded query={closure}>
        {({ ready, status, pendingCount, pending }) => (
          <>
            <Text>
              {ready
                ? t('closure.technical.ready')
                : status === 'TECHNICALLY_CLOSED' || status === 'FINALIZED'
                  ? t('closure.technical.done')
                  : pendingCount > 0
                    ? t('closure.technical.pending', { count: pendingCount })
                    : t('closure.technical.notActive')}
            </Text>
            {pending.length > 0 && (
              <List spacing="xs">
                {pending.map(({ id, kind, detail }) => (
                  <List.Item key={id}>
                    <Text span fw={600}>
                      {word('pendingKind', kind)}:{' '}
                    </Text>
                    {detail}
                  </List.Item>
                ))}
              </List>
            )}
            <ClosureButton project={project} name="technical-closure" ready={ready} />
          </>
        )}
      </Loaded>
    </Section>
  );
}
