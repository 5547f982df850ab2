import { Text } from '@mantine/core';
import { useTexts } from '../text/TextProvider.js';
import classes from './DocumentRow.module.css';
import type { CreditNoteSummary } from './invoiceQueries.js';

/** What a document in a list is for. */
export function ProjectOf({ document }: { document: Pick<CreditNoteSummary, 'project' | 'milestone'> }) {
  const { t } = useTexts();
  const { project, milestone } = document;
  if (!project)
    return (
      <Text size="sm" c="dimmed" className={classes.project}>
        {t('invoices.withoutProject')}
      </Text>
    );
  return (
    <div className={classes.project}>
      <Text size="sm" truncate>
        {project.title}
      </Text>
      <Text size="sm" c="dimmed" truncate>
        {[project.number, milestone?.label].filter(Boolean).join(' · ')}
      </Text>
    </div>
  );
}
