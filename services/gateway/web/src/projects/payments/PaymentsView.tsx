import { Stack } from '@mantine/core';
import { ProjectOrders } from '../../orders/ProjectOrders.js';
import type { Project } from '../projectQueries.js';
import { Documents } from './Documents.js';
import { Milestones } from './Milestones.js';

export function PaymentsView({ project }: { project: Project }) {
  return (
    <Stack>
      {project.milestones && <Milestones project={project} milestones={project.milestones} />}
      <ProjectOrders project={project} />
      <Documents id={project.id} />
    </Stack>
  );
}
