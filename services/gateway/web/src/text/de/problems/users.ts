import type { userProblems as english } from '../../en/problems/users.js';

export const userProblems: Record<keyof typeof english, string> = {
  'problem.email-taken': 'Diese E-Mail-Adresse hat schon jemand anderes.',
  'problem.last-administrator': 'Jemand muss bleiben, der Benutzer verwalten kann.',
  'problem.managed-by-provider': 'Das wird in der Anmeldung Ihrer Organisation verwaltet.',
  'problem.role-key-taken': 'Eine Rolle mit diesem Schlüssel gibt es schon.',
  'problem.role-protected': 'Diese Rolle lässt sich nicht ändern: Sie darf immer alles.',
  'problem.expiry-in-the-past': 'Wählen Sie einen Ablauf in der Zukunft.',
  'problem.too-many-streams': 'Closeout ist in zu vielen Fenstern offen. Schließen Sie eines davon.',
  'problem.event-source-forbidden': 'Dieser Schlüssel darf diese Ereignisse nicht lesen.',
  'problem.not-a-user': 'Das ist für Personen, nicht für API-Schlüssel.',
  'problem.email-not-set-up': 'Von hier werden keine E-Mails gesendet: Es ist kein Mailserver eingerichtet.',
  'problem.not-invited': 'Dieser Benutzer hat schon ein Passwort oder eine andere Art, sich anzumelden.',
  'problem.user-invited': 'Dieser Benutzer hat die Einladung noch nicht angenommen.',
  'problem.api-key-not-found': 'Diesen API-Schlüssel gibt es nicht.',
  'problem.user-not-found': 'Diesen Benutzer gibt es nicht.',
  'problem.role-not-found': 'Diese Rolle gibt es nicht mehr.',
};
