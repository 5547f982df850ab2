import type { secondFactorProblems as english } from '../../en/problems/secondFactor.js';

export const secondFactorProblems: Record<keyof typeof english, string> = {
  'problem.second-factor-required': 'Zeigen Sie jetzt Ihren zweiten Faktor.',
  'problem.second-factor-setup-required':
    'Eine Ihrer Rollen verlangt einen zweiten Faktor. Richten Sie einen ein, um sich anzumelden.',
  'problem.second-factor-wrong': 'Der Code ist falsch oder wurde schon verwendet.',
  'problem.challenge-over':
    'Der zweite Schritt hat zu lange gedauert oder zu viele Versuche gebraucht. Melden Sie sich neu an.',
  'problem.fresh-proof-required': 'Bestätigen Sie noch einmal, dass Sie es sind.',
  'problem.code-wrong': 'Der Code ist falsch oder wurde schon verwendet.',
  'problem.second-factor-missing':
    'Wiederherstellungscodes brauchen einen zweiten Faktor. Richten Sie zuerst einen ein.',
  'problem.second-factor-needed':
    'Eine Ihrer Rollen verlangt einen zweiten Faktor. Richten Sie zuerst einen anderen ein.',
  'problem.authenticator-app-exists': 'Entfernen Sie zuerst die jetzige Authenticator-App.',
  'problem.own-second-factor': 'Entfernen Sie Ihre eigenen zweiten Faktoren in Ihrem Konto.',
  'problem.authenticator-app-not-found': 'Diese Authenticator-App wurde schon entfernt.',
  'problem.passkey-unknown': 'Dieser Passkey ist hier nicht oder nicht mehr bekannt.',
  'problem.passkey-refused': 'Der Passkey ließ sich hier nicht verwenden. Bitte noch einmal versuchen.',
  'problem.passkey-known': 'Dieser Passkey ist schon eingerichtet.',
  'problem.passkey-limit': 'Sie können höchstens zehn Passkeys haben. Entfernen Sie zuerst einen.',
  'problem.passkeys-off': 'Unter dieser Adresse von Closeout funktionieren Passkeys nicht.',
  'problem.passkey-not-found': 'Dieser Passkey wurde schon entfernt.',
};
