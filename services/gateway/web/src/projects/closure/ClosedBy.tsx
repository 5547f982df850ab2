import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTexts } from '../../text/TextProvider.js';
import { historyQuery, type Project } from '../projectQueries.js';

/** Who closed the work of a project, and when; of one that was finalized past the checks also why. */
export function ClosedBy({ project }: { project: Project }) {
  const { t, instant } = useTexts();
  const history = useInfiniteQuery(historyQuery(project.id));
  const changes = history.data?.pages.flatMap(({ items }) => items) ?? [];
  const last = changes.at(-1);
  const emergency =
    project.status === 'FINALIZED' && last?.action === 'emergency-finalize' ? last : undefined;
  const technical = changes.findLast(({ action }) => action === 'technical-closure');
  const closed = emergency ?? technical;
  if (!closed) return null;
  const by = { name: closed.changedBy.name, at: instant(closed.changedAt) };
  return (
    <>
      <Text size="sm">{t(emergency ? 'closure.by.emergency' : 'closure.by.technical', by)}</Text>
      {emergency?.reason && (
        <Text className="prose">{t('closure.by.reason', { reason: emergency.reason })}</Text>
      )}
    </>
  );
}
