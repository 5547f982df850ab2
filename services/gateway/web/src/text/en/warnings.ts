export const warnings = {
  'warning.differsFromMilestone':
    'The milestone still expects {expected}; this invoice asks for {actual}, tax included.',
  'warning.milestoneRemoved':
    'The milestone was taken out of the project. Issuing this invoice brings it back.',
  'warning.toRecord': 'Show',
} as const;
