import { Stack } from '@mantine/core';
import type { Project } from '../projectQueries.js';
import { Budget } from './Budget.js';
import { Checklist } from './Checklist.js';
import { Deliverables } from './Deliverables.js';
import { Expenses } from './Expenses.js';
import { TimeEntries } from './TimeEntries.js';

/** What is done and spent from day to day; all of it has to be settled before the work is closed. */
export function WorkView({ project }: { project: Project }) {
  return (
    <Stack>
      <TimeEntries project={project} />
      <Expenses project={project} />
      <Deliverables project={project} />
      <Checklist project={project} />
      <Budget project={project} />
    </Stack>
  );
}
