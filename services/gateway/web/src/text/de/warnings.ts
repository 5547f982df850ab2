import type { warnings as en } from '../en/warnings.js';

export const warnings: Record<keyof typeof en, string> = {
  'warning.differsFromMilestone':
    'Der Meilenstein erwartet noch {expected}; diese Rechnung fordert {actual}, Steuer enthalten.',
  'warning.milestoneRemoved':
    'Der Meilenstein wurde aus dem Projekt genommen. Wird diese Rechnung ausgestellt, kommt er zurück.',
  'warning.toRecord': 'Zeigen',
};
