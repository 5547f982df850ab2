import { Loader, Group, Text } from '@mantine/core';
import { RecordLink } from '../../ui/RecordLink.js';
import { useTexts } from '../../text/TextProvider.js';
import { Section } from '../../ui/Section.js';
import type { Quote } from '../quoteQueries.js';

/** What became of a quote: the order, and the project that creates itself; or why not. */
export function Outcome({ quote }: { quote: Quote }) {
  const { t, instant } = useTexts();
  const { status, cpoId, cpoNumber, projectId, project, approvedAt, declinedAt, declineReason } = quote;
  if (status === 'SENT' && !projectId) return null;
  return (
    <Section title={t('quote.outcome')}>
      {declinedAt && (
        <>
          <Text>{t('quote.declined', { at: instant(declinedAt) })}</Text>
          {declineReason && <Text className="prose">{declineReason}</Text>}
        </>
      )}
      {cpoId && (
        <Text>
          {t('quote.ordered', { at: approvedAt ? instant(approvedAt) : '' })}{' '}
          <RecordLink page="order" id={cpoId} underline="always">
            {t('order.titled', { number: cpoNumber ?? '' })}
          </RecordLink>
        </Text>
      )}
      <div role="status">
        {projectId ? (
          <Text>
            {t('quote.project')}{' '}
            <RecordLink page="project" id={projectId} underline="always">
              {project ? `${project.number} ${project.title}` : t('order.project.one')}
            </RecordLink>
          </Text>
        ) : (
          status === 'APPROVED' && (
            <Group gap="xs">
              <Loader size="xs" aria-hidden />
              <Text>{t('order.project.comes')}</Text>
            </Group>
          )
        )}
      </div>
    </Section>
  );
}
