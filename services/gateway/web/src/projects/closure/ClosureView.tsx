import { Stack } from '@mantine/core';
import { useMay } from '../../session/useMe.js';
import type { Project } from '../projectQueries.js';
import { FinancialPanel } from './FinancialPanel.js';
import { TechnicalPanel } from './TechnicalPanel.js';

export function ClosureView({ project }: { project: Project }) {
  const may = useMay();
  return (
    <Stack>
      <TechnicalPanel project={project} />
      {may('projects.finance_closure', 'projects.view_cost_income') && <FinancialPanel project={project} />}
    </Stack>
  );
}
