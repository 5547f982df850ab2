export const people = {
  'person.search': 'Name or e-mail address',
  'person.none': 'Nobody fits',
  'person.away': 'People cannot be loaded.',
  'person.clear': 'Take away: {field}',
  'person.any': 'Anybody',
} as const;
