import type { requestProblems as english } from '../../en/problems/requests.js';

export const requestProblems: Record<keyof typeof english, string> = {
  'problem.internal-error': 'In Closeout ist etwas schiefgegangen. Es wurde festgehalten.',
  'problem.amount-scale': 'Der Betrag hat mehr Nachkommastellen als seine Währung.',
  'problem.amount-too-large': 'Der Betrag ist zu groß.',
  'problem.date-in-future': 'Das Datum liegt in der Zukunft.',
  'problem.currency-mismatch': 'Die Währungen stimmen nicht überein.',
  'problem.currency-mismatch.with': 'Die Währungen stimmen nicht überein: Erwartet wird {currency}.',
  'problem.clearance-too-low': 'Die Sicherheitsstufe liegt über Ihrer eigenen Freigabe.',
  'problem.customer-unknown': 'Diesen Kunden gibt es nicht.',
  'problem.project-unknown': 'Dieses Projekt gibt es nicht.',
  'problem.milestone-unknown': 'Diesen Meilenstein gibt es nicht.',
  'problem.budget-node-unknown': 'Diese Budgetzeile gibt es nicht.',
  'problem.invoice-unknown': 'Diese Rechnung gibt es nicht.',
  'problem.role-unknown': 'Diese Rolle gibt es nicht.',
  'problem.invalid-request': 'Bitte prüfen Sie die markierten Felder.',
  'problem.invalid-json':
    'Die Anfrage war nicht lesbar. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  'problem.bad-cursor': 'Die Liste hat sich geändert. Laden Sie die Seite neu.',
  'problem.cross-site-request':
    'Die Anfrage kam von einer anderen Seite. Öffnen Sie Closeout unter seiner eigenen Adresse.',
  'problem.request-header-missing':
    'Die Anfrage kam von einer anderen Seite. Öffnen Sie Closeout unter seiner eigenen Adresse.',
  'problem.permission-missing': 'Dazu fehlt Ihnen die Berechtigung. Fragen Sie in der Administration nach.',
  'problem.permission-missing.with':
    'Dazu brauchen Sie die Berechtigung „{permission}“. Bitten Sie jemanden aus der Administration darum.',
  'problem.stale-version': 'Das hat inzwischen jemand anderes geändert.',
  'problem.body-too-large': 'Das ist zu viel auf einmal.',
  'problem.unsupported-media-type':
    'Die Anfrage war nicht lesbar. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  'problem.idempotency-key-reused':
    'Das wurde schon mit anderem Inhalt gesendet. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  'problem.too-many-requests':
    'Zu viele Anfragen auf einmal. Bitte einen Augenblick warten und noch einmal versuchen.',
  'problem.service-starting': 'Closeout startet gerade.',
  'problem.restored':
    'Die Datenbank wurde aus einer Sicherung wiederhergestellt. Ändern lässt sich erst etwas, wenn der Betrieb sie geprüft hat.',
  'problem.database-unavailable': 'Die Datenbank ist gerade nicht erreichbar.',
  'problem.invalid-path': 'Die Adresse der Anfrage ist fehlerhaft.',
  'problem.request-aborted':
    'Die Verbindung brach ab, bevor alles gesendet war. Versuchen Sie es noch einmal.',
  'problem.method-not-allowed': 'Das ist hier nicht möglich.',
  'problem.service-timeout':
    'Es kam nicht rechtzeitig eine Antwort. Prüfen Sie, ob es ausgeführt wurde, bevor Sie es noch einmal versuchen.',
  'problem.busy': 'Hier ist gerade zu viel los. Bitte gleich noch einmal versuchen.',
};
