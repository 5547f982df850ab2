export const team = {
  'team.add': 'Add people',
  'team.person': 'Who',
  'team.role.of': 'Role of {name}',
  'team.role.hint': 'Developer, say',
  'team.remove': 'Remove {name}',
  'team.removed': '{name} was taken off the team',
  'team.added_one': '{count} person was added',
  'team.added_other': '{count} people were added',
  'team.member': 'Team member',
  'team.since': 'since {at}',
  'team.inactive': 'Cannot sign in any more',
  'team.sees':
    'Members see the project, its stages, their progress and the team; not its budget, payments and costs.',
  'project.team.none.plan':
    'Nobody is assigned yet. Who is on the team sees the project and can record hours and expenses.',
} as const;
