export const workProblems = {
  'problem.checklist-item-not-found': 'This line of the checklist no longer exists.',
  'problem.budget-code-taken': 'Another budget line has this code.',
  'problem.budget-too-deep': 'The budget cannot have more levels.',
  'problem.budget-nodes-limit': 'The budget cannot have more lines.',
  'problem.deliverable-final': 'What is delivered or cancelled does not change any more.',
  'problem.deliverable-transition-not-allowed': 'The deliverable’s status does not allow this.',
  'problem.expense-decided': 'The expense was decided on before.',
  'problem.expense-of-another': 'Only whoever recorded the expense can change it.',
  'problem.own-version': 'Somebody else has to approve a version that you entered.',
  'problem.own-expense': 'Somebody else has to approve your expenses.',
  'problem.time-entry-not-found': 'This time entry no longer exists.',
  'problem.time-entry-of-another': 'Only the person who worked them can change or submit these hours.',
  'problem.time-entry-transition-not-allowed': 'The time entry’s status does not allow this.',
  'problem.time-entry-not-settleable':
    'Only approved billable hours can be marked as invoiced or written off, and only once.',
  'problem.work-not-invoiced':
    'There are billable hours that are undecided, or neither invoiced nor written off.',
  'problem.work-not-invoiced.with':
    '{hours} billable hours are undecided, or neither invoiced nor written off.',
  'problem.not-assigned': 'Only people on the project’s team log time. Whoever manages teams can add you.',
  'problem.hours-outside-dates': 'There are hours on days outside these dates.',
  'problem.hours-outside-dates.with': 'There are hours from {firstDate} to {lastDate} outside these dates.',
  'problem.outside-project': 'The day lies outside the project’s dates.',
  'problem.own-time-entry': 'Somebody else has to approve your time.',
  'problem.hours-exceed-day': 'There would be more than 24 hours on that day, over all projects.',
  'problem.hours-exceed-day.with':
    'On {date} there are {logged} hours already, over all projects: {left} are left.',
  'problem.budget-node-in-use': 'Sub-lines, expenses or purchase orders hang on this budget line.',
  'problem.budget-node-not-found': 'This budget line no longer exists.',
  'problem.deliverable-not-found': 'This deliverable no longer exists.',
  'problem.expense-not-found': 'This expense no longer exists.',
} as const;
