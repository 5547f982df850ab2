export const people = {
  'person.search': 'Name or e-mail address',
  'person.none': 'Nobody fits',
  'person.clear': 'Take away: {field}',
  'person.any': 'Anybody',
} as const;
