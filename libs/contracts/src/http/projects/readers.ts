/** Who may read what of a project, in words; the projects service decides it (its visibility.ts and sight.ts). */
export const projectReaders =
  'For those who see the project: with `projects.view`, on its team, or running it.';
export const stageReaders =
  'For those who see the project’s stages: with `project_stages.view`, on its team, or running it.';
export const paymentReaders =
  'For those who see the project’s payments: with `project_payments.view`, or running it.';
