import { Badge, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../text/TextProvider.js';
import { decisionCount } from './decisionQueries.js';

/** How much waits for direction, beside the section's name. */
export default function DecisionCount() {
  const { t } = useTexts();
  const { data } = useQuery(decisionCount);
  if (!data?.count) return null;
  return (
    <Badge size="sm" circle={data.count < 10} color="red.9" autoContrast={false}>
      <span aria-hidden>{data.count}</span>
      <VisuallyHidden>{t('decisions.waiting', { count: data.count })}</VisuallyHidden>
    </Badge>
  );
}
