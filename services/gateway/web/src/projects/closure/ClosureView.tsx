import { Skeleton, Stack } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../../session/useMe.js';
import { Waiting } from '../../ui/Waiting.js';
import {
  financialClosureQuery,
  historyQuery,
  technicalClosureQuery,
  type Project,
} from '../projectQueries.js';
import { FinancialPanel } from './FinancialPanel.js';
import { isTechnicallyClosed, TechnicalPanel } from './TechnicalPanel.js';
import { useOpenRecords } from './useOpenRecords.js';

/** Nothing is shown before what stands above it has its height: nobody loses the line that they read. */
export function ClosureView({ project }: { project: Project }) {
  const may = useMay();
  const seesMoney = may('projects.finance_closure', 'projects.view_cost_income');
  const financial = useQuery({ ...financialClosureQuery(project.id), enabled: seesMoney });
  const closure = useQuery(technicalClosureQuery(project.id));
  const records = useOpenRecords(project.id, closure.data?.pending ?? []);
  const history = useInfiniteQuery({
    ...historyQuery(project.id),
    enabled: isTechnicallyClosed(project.status),
  });
  const comes = closure.isLoading || records.comes || history.isLoading;
  const [shown, setShown] = useState(false);
  if (!comes && !shown) setShown(true);
  if (comes && !shown)
    return (
      <Waiting>
        <Skeleton h={480} />
      </Waiting>
    );
  return (
    <Stack>
      <TechnicalPanel project={project} closure={closure} records={records} />
      {seesMoney && <FinancialPanel project={project} closure={financial} />}
    </Stack>
  );
}
