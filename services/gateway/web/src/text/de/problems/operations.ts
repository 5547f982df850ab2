import type { operationsProblems as english } from '../../en/problems/operations.js';

export const operationsProblems: Record<keyof typeof english, string> = {
  'problem.notification-confidential':
    'Diese E-Mail war nur für ihren Empfänger, und ihr Text wird nicht aufbewahrt. Senden Sie die Einladung oder den Link neu.',
  'problem.after-beyond-head': 'Der Feed endet vor dieser Position.',
  'problem.notification-not-failed': 'Nur eine gescheiterte E-Mail lässt sich noch einmal senden.',
  'problem.log-in-order': 'Das Ereignisprotokoll ist in Ordnung: Es gibt nichts abzugleichen.',
  'problem.peers-away':
    'Andere Dienste sind nicht zu fragen, was sie gesehen haben. Bitte später noch einmal versuchen.',
  'problem.dead-letter-resolved': 'Die gescheiterte Nachricht wurde schon wiederholt oder verworfen.',
  'problem.dead-letter-unreadable': 'Die Nachricht ist unlesbar und lässt sich darum nicht wiederholen.',
  'problem.notification-not-found': 'Diese E-Mail gibt es nicht, oder Sie haben keinen Zugriff darauf.',
  'problem.dead-letter-not-found': 'Diese gescheiterte Nachricht gibt es nicht.',
};
