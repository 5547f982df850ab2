import type { account as english } from '../en/account.js';

export const account: Record<keyof typeof english, string> = {
  'account.title': 'Mein Konto',
  'account.me': 'Über mich',
  'account.name': 'Name',
  'account.email': 'E-Mail-Adresse',
  'account.roles': 'Rollen',
  'account.clearance': 'Kunden bis Sicherheitsstufe',
  'account.preferences': 'E-Mails',
  'account.preferences.hint': 'Worüber Sie per E-Mail benachrichtigt werden. Jede Wahl gilt sofort.',
  'account.emails': 'Die E-Mails an Sie',
  'account.looks': 'Sprache und Farben',
  'account.password': 'Passwort',
  'account.password.hint': 'Ihre anderen Sitzungen, auf anderen Geräten, enden sofort.',
  'account.password.current': 'Bisheriges Passwort',
  'account.password.new': 'Neues Passwort',
  'account.password.length': 'Mindestens 10 Zeichen',
  'account.password.submit': 'Passwort ändern',
  'account.password.changed': 'Ihr Passwort wurde geändert',

  'notificationKind.project-created': 'Neues Projekt',
  'notificationKind.assigned': 'Einem Projekt zugewiesen',
  'notificationKind.cpo-version': 'Geänderte Bestellung',
  'notificationKind.cpo-direction': 'Bestellung wartet auf die Direktion',
  'notificationKind.cpo-mismatch-found': 'Bestellung geht nicht auf',
  'notificationKind.cpo-mismatch-resolved': 'Abweichung geklärt',
  'notificationKind.payment-received': 'Zahlung eingegangen',
  'notificationKind.milestone-overdue': 'Zahlung überfällig',
  'notificationKind.stage-overdue': 'Phase überfällig',
  'notificationKind.budget-threshold': 'Budget fast verbraucht',
  'notificationKind.closure-stalled': 'Abschluss ohne Antwort',
  'notificationKind.about.project-created':
    'Von Ihren eigenen; von allen, wenn Ihre Rolle über neue Projekte benachrichtigt wird',
  'notificationKind.about.assigned': 'Jemand hat Sie in das Team eines Projekts aufgenommen',
  'notificationKind.about.cpo-version':
    'Ein Kunde hat eine Bestellung geändert, wenn Ihre Rolle darüber benachrichtigt wird',
  'notificationKind.about.cpo-direction': 'Wenn Sie über Bestellungen entscheiden',
  'notificationKind.about.cpo-mismatch-found':
    'Bestellt, berechnet und erhalten weichen ab, wenn Ihre Rolle darüber benachrichtigt wird',
  'notificationKind.about.cpo-mismatch-resolved': 'Wenn Sie Projekte finanziell abschließen',
  'notificationKind.about.payment-received':
    'Für Ihre eigenen Projekte; für alle, wenn Sie Zahlungseingänge ausstellen',
  'notificationKind.about.milestone-overdue': 'In Projekten, die Sie leiten',
  'notificationKind.about.stage-overdue': 'In Projekten, die Sie leiten',
  'notificationKind.about.budget-threshold': 'In Projekten, die Sie leiten',
  'notificationKind.about.closure-stalled': 'Wenn Sie Projekte finanziell abschließen',
};
