import type { signInProblems as english } from '../../en/problems/signIn.js';

export const signInProblems: Record<keyof typeof english, string> = {
  'problem.sign-in-failed': 'E-Mail-Adresse oder Passwort ist falsch.',
  'problem.local-sign-in-off': 'Melden Sie sich über die Anmeldung Ihrer Organisation an.',
  'problem.refresh-token-invalid': 'Ihre Sitzung ist beendet. Melden Sie sich neu an.',
  'problem.refresh-token-reused': 'Ihre Sitzung wurde zur Sicherheit beendet. Melden Sie sich neu an.',
  'problem.too-many-sign-ins': 'Gerade melden sich viele an. Bitte gleich noch einmal versuchen.',
  'problem.password-wrong': 'Das aktuelle Passwort ist falsch.',
  'problem.password-guessable':
    'Das Passwort ist zu leicht zu erraten. Nehmen Sie mindestens zehn Zeichen, keine gängigen Wörter und weder Namen noch Adresse.',
  'problem.password-change-required': 'Dieses Passwort hat jemand anderes gewählt. Wählen Sie ein eigenes.',
  'problem.session-not-found': 'Diese Sitzung ist schon beendet.',
  'problem.no-local-password': 'Sie melden sich über Ihre Organisation an und haben hier kein Passwort.',
  'problem.link-not-found': 'Diesen Link gibt es nicht.',
  'problem.link-used': 'Dieser Link wurde schon verwendet; er gilt nur einmal.',
  'problem.link-expired': 'Dieser Link gilt nicht mehr. Fordern Sie einen neuen an.',
  'problem.unauthenticated': 'Ihre Sitzung ist beendet. Melden Sie sich neu an.',
  'problem.token-invalid': 'Ihre Sitzung ist beendet. Melden Sie sich neu an.',
  'problem.token-expired': 'Ihre Sitzung ist beendet. Melden Sie sich neu an.',
  'problem.external-email-taken':
    'Die E-Mail-Adresse, mit der Sie sich anmelden, hat hier schon jemand anderes. Fragen Sie in der Administration nach.',
};
