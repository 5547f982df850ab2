import type { app as english } from '../en/app.js';

export const app: Record<keyof typeof english, string> = {
  'app.skip': 'Zum Inhalt springen',
  'app.menu': 'Menü',
  'app.navigation': 'Hauptnavigation',
  'app.account': 'Konto von {name}',
  'app.signOut': 'Abmelden',
  'app.language': 'Sprache',
  'app.scheme': 'Farben',
  'app.scheme.light': 'Hell',
  'app.scheme.dark': 'Dunkel',
  'app.scheme.auto': 'Wie das System',
  'app.loading': 'Lädt …',
  'app.cancel': 'Abbrechen',
  'app.close': 'Schließen',
  'app.undo': 'Rückgängig',
  'app.more': 'Mehr anzeigen',
  'app.none': '–',
  'reason.label': 'Grund',

  'signIn.title': 'Anmelden',
  'signIn.lead': 'Von der Bestellung bis zum letzten bezahlten Cent.',
  'signIn.email': 'E-Mail-Adresse',
  'signIn.password': 'Passwort',
  'signIn.submit': 'Anmelden',
  'signIn.again': 'Ihre Sitzung ist beendet',
  'signIn.again.text':
    'Melden Sie sich wieder an, um fortzufahren. Was auf dieser Seite steht, bleibt, wie es ist.',
  'signIn.again.other': 'Als jemand anderes anmelden',

  'problem.title': 'Das hat nicht geklappt',
  'problem.unreachable':
    'Closeout ist nicht erreichbar. Bitte Verbindung prüfen und noch einmal versuchen; Eingegebenes geht nicht verloren.',
  'problem.reference': 'Referenz: {id}',
  'notFound.title': 'Hier ist nichts',
  'notFound.text': 'Die Seite gibt es nicht, oder sie ist nicht für Sie bestimmt.',
  'notFound.home': 'Zu den Projekten',
  'crash.title': 'Auf dieser Seite ist etwas schiefgegangen',
  'crash.text': 'Neu laden hilft meistens. Gespeichertes ist sicher.',
  'crash.reload': 'Neu laden',
};
