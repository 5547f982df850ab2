import { pageOf } from '@closeout/contracts/pages';
import { Anchor, Loader, Group, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useMay } from '../../session/useMe.js';
import { useTexts } from '../../text/TextProvider.js';
import { Section } from '../../ui/Section.js';
import type { Quote } from '../quoteQueries.js';

/** What became of a quote: the order, and the project that creates itself; or why not. */
export function Outcome({ quote }: { quote: Quote }) {
  const { t, instant } = useTexts();
  const may = useMay();
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
          {may('cpos.view') ? (
            <Anchor underline="always" component={Link} to={pageOf('order', cpoId)}>
              {t('order.titled', { number: cpoNumber ?? '' })}
            </Anchor>
          ) : (
            cpoNumber
          )}
        </Text>
      )}
      <div role="status">
        {projectId ? (
          <Text>
            {t('quote.project')}{' '}
            <Anchor underline="always" component={Link} to={pageOf('project', projectId)}>
              {project ? `${project.number} ${project.title}` : t('order.project.one')}
            </Anchor>
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
