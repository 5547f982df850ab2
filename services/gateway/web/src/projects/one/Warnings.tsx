import { Alert, Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { compare, subtract } from '../../format/decimal.js';
import { useTexts } from '../../text/TextProvider.js';
import type { Project } from '../projectQueries.js';

/** What is odd about a project, though allowed; a warning that is newer than this page in the API's words. */
export function Warnings({ project }: { project: Project }) {
  const { t, money } = useTexts();
  const { budgetTotal = '0', currency, totals } = project;
  const planned = totals?.milestonesExpected ?? '0';
  const rest = subtract(budgetTotal, planned);
  const text = (code: string, detail: string) =>
    code === 'milestones-do-not-sum-to-budget'
      ? t(compare(rest, '0') > 0 ? 'warning.planned.less' : 'warning.planned.more', {
          sum: money(planned, currency),
          budget: money(budgetTotal, currency),
          amount: money(rest.replace('-', ''), currency),
        })
      : detail;
  return project.warnings.map(({ code, detail }) => (
    <Alert key={code} color="yellow" variant="outline" c="inherit">
      {text(code, detail)}
      {project.milestones && (
        <>
          {' '}
          <Anchor component={Link} to="?view=payments" underline="always" inherit>
            {t('warning.toPayments')}
          </Anchor>
        </>
      )}
    </Alert>
  ));
}
