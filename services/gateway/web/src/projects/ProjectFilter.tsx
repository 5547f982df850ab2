import { useMay } from '../session/useMe.js';
import type { Address } from '../ui/useAddress.js';
import { ProjectSelect } from './ProjectSelect.js';

interface ProjectFilterProps extends Address {
  /** While none is chosen. */
  any: string;
}

/** Narrows a list down to one project's, of the customer that is chosen. */
export function ProjectFilter({ any, params, change }: ProjectFilterProps) {
  const may = useMay();
  if (!may('projects.view')) return null;
  return (
    <ProjectSelect
      customerId={params.get('customerId') || undefined}
      value={params.get('projectId') ?? ''}
      onChange={(project) => change({ projectId: project?.id })}
      placeholder={any}
      clearable
    />
  );
}
