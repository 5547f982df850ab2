import type { closure as english } from '../en/closure.js';

export const closure: Record<keyof typeof english, string> = {
  'closure.technical': 'Technischer Abschluss',
  'closure.technical.ready': 'Nichts ist offen: Die Arbeit kann abgeschlossen werden.',
  'closure.technical.pending_one': '{count} Eintrag hält den Abschluss auf',
  'closure.technical.pending_other': '{count} Einträge halten den Abschluss auf',
  'closure.technical.done': 'Die Arbeit ist abgeschlossen. Berechnung und Zahlungseingang gehen weiter.',
  'closure.technical.notActive': 'Nur ein aktives Projekt kann technisch abgeschlossen werden.',
  'closure.technical.finalized': 'Das Projekt ist endgültig abgeschlossen: Es geht nichts mehr weiter.',
  'closure.technical.skipped_one': '{count} Punkt war noch offen und wurde übergangen.',
  'closure.technical.skipped_other': '{count} Punkte waren noch offen und wurden übergangen.',
  'closure.by.technical': 'Technisch abgeschlossen von {name}, {at}',
  'closure.by.emergency': 'Ohne Prüfungen abgeschlossen von {name}, {at}',
  'closure.by.reason': 'Grund: {reason}',
  'closure.financial': 'Kaufmännischer Abschluss',
  'closure.financial.ready':
    'Bestellt, berechnet und erhalten stimmen überein: Das Projekt kann abgeschlossen werden.',
  'closure.financial.blocked_one': '{count} Punkt steht im Weg',
  'closure.financial.blocked_other': '{count} Punkte stehen im Weg',
  'closure.financial.done': 'Das Projekt ist abgeschlossen.',
  'closure.financial.pending': 'Über den Abschluss wird entschieden …',
  'closure.bar.cpo': 'Bestellt',
  'closure.bar.budget': 'Budget',
  'closure.bar.invoiced': 'Berechnet',
  'closure.bar.received': 'Erhalten',
  'closure.attempts': 'Beantragte Abschlüsse',
  'closureStatus.PENDING': 'Läuft',
  'closureStatus.FINALIZED': 'Abgeschlossen',
  'closureStatus.REJECTED': 'Abgelehnt',
  'closureStatus.WITHDRAWN': 'Zurückgezogen',
  'pendingKind.TIME_ENTRY': 'Stunden',
  'pendingKind.EXPENSE': 'Ausgabe',
  'pendingKind.DELIVERABLE': 'Liefergegenstand',
  'pendingKind.CHECKLIST': 'Checkliste',

  'action.hold': 'Anhalten',
  'action.resume': 'Fortsetzen',
  'action.cancel': 'Projekt stornieren',
  'action.reopen': 'Wieder öffnen',
  'action.technical-closure': 'Technisch abschließen',
  'action.financial-closure': 'Abschließen',
  'action.emergency-finalize': 'Ohne Prüfung abschließen',
  'action.archive': 'Archivieren',
  'action.unarchive': 'Aus dem Archiv holen',
  'skipped.title': 'Nur für ein Projekt, das die Abschlüsse nicht durchläuft',
  'skipped.text': 'Das wird übergangen:',
  'skipped.notInvoiced': '{amount} des Budgets sind nicht in Rechnung gestellt',
  'skipped.notReceived': '{amount} aus Rechnungen sind nicht eingegangen',
  'skipped.reconciliation': 'Bestellt, fakturiert und eingegangen werden nicht verglichen',
  'action.reason.hint': 'Steht dann im Verlauf des Projekts',
  'action.effectiveDate': 'Gilt ab',
  'action.effectiveDate.hint': 'Heute, wenn leer',
  'action.done': 'Erledigt: {action}',

  'closure.clearedBy': 'Wer es klären kann: wer „{permission}“ darf',
  'closure.financial.cancelled': 'Das Projekt ist storniert: Es gibt nichts abzuschließen.',
  'closure.bar.equal': '= stimmt überein',
  'closure.bar.less': '≠ {amount} weniger',
  'closure.bar.more': '≠ {amount} mehr',
  'closure.basis.budget': 'Es gibt keine Bestellung: Das Budget tritt an ihre Stelle.',
  'closure.basis.invoiced': 'Nach Aufwand ohne Bestellung: Was berechnet wurde, muss eingegangen sein.',
  'closure.basis.noInvoices':
    'Das Projekt wurde ohne Rechnungen bezahlt, deshalb zählen nur die Zahlungseingänge.',
  'closure.effective': 'Gilt ab {day}',
  'closure.report': 'Bericht',
  'closure.report.of': 'Bericht zum Abschluss vom {at}',
  'closure.report.decided': 'Entschieden {at} auf Grund dieser Zahlen',
  'pending.TIME_ENTRY.DRAFT': 'noch nicht eingereicht',
  'pending.TIME_ENTRY.SUBMITTED': 'warten auf eine Entscheidung',
  'pending.EXPENSE.RECORDED': 'wartet auf eine Entscheidung',
  'pending.DELIVERABLE.INITIAL': 'weder geliefert noch gestrichen',
  'pending.DELIVERABLE.READY': 'bereit, aber nicht geliefert',
  'pending.CHECKLIST.OPEN': 'nicht abgehakt',
  'pending.submittedBy': '{person} kann sie einreichen oder löschen, ebenso wer Benutzer verwaltet',
  'blocker.not-technically-closed': 'Das Projekt ist „{status}“. Es muss erst technisch abgeschlossen sein.',
  'blocker.cpo-open':
    'Bestellung {number} ist offen: {ordered} bestellt, {invoiced} berechnet, {received} erhalten. Sie muss abgeschlossen werden.',
  'blocker.cpo-mismatch':
    'Bestellung {number} stimmt nicht überein: {ordered} bestellt, {invoiced} berechnet, {received} erhalten.',
  'blocker.cpo-direction-pending.mismatch':
    'Die Direktion muss über die Abweichung der Bestellung {number} entscheiden: {ordered} bestellt, {invoiced} berechnet, {received} erhalten.',
  'blocker.cpo-direction-pending.version':
    'Die Direktion muss über eine neue Version der Bestellung {number} über {wanted} entscheiden; bis dahin zählen {ordered}.',
  'blocker.invoice-not-settled':
    'Rechnung {number}: {actual} von {expected} sind beglichen, {difference} sind noch offen.',
  'blocker.credit-left':
    'Zahlungseingang {number}: {difference} für das Projekt sind keiner Rechnung zugeordnet.',
  'blocker.allocated-elsewhere':
    'Zahlungseingang {number}: {difference} zählen für das Projekt, begleichen aber eine Rechnung ohne Projekt. Stornieren Sie ihn, und erfassen Sie die Zahlung neu.',
  'blocker.work-not-invoiced':
    '{hours} genehmigte abrechenbare Stunden sind weder als anderswo abgerechnet vermerkt noch abgeschrieben.',
  'blocker.work-not-invoiced.amount':
    '{hours} genehmigte abrechenbare Stunden ({expected}) sind weder als anderswo abgerechnet vermerkt noch abgeschrieben.',
  'blocker.step.SETTLE': '{receipt} begleicht {amount} von {invoice}',
  'blocker.step.SETTLE_WITH_CREDIT': 'Das Guthaben des Kunden ({receipt}) begleicht {amount} von {invoice}',
  'blocker.step.SETTLE_WITH_CREDIT.project': 'Das Guthaben des Kunden begleicht {amount} der Rechnungen',
  'blocker.step.RELEASE_AND_SETTLE':
    '{amount} von {receipt} ins Guthaben des Kunden umbuchen, das dann {invoice} begleicht',
  'blocker.step.RECEIVE': 'Eine Zahlung von {amount} für {invoice} erfassen',
  'blocker.step.RECEIVE.project': 'Eine Zahlung von {amount} erfassen',
  'blocker.step.REFUND_OR_RELEASE':
    '{amount} von {receipt} zurückzahlen oder ins Guthaben des Kunden umbuchen',
  'blocker.do.settleWork': 'Stunden als erledigt vermerken',
  'blocker.do.work': 'Zu den Stunden',
  'blocker.do.finalize': 'Zur Bestellung, um sie abzuschließen',
  'blocker.do.decide': 'Zur Bestellung, um das zu klären',
  'blocker.do.order': 'Zur Bestellung',
  'blocker.do.invoice': 'Zur Rechnung',
  'blocker.do.receipt': 'Zum Zahlungseingang',
  'blocker.do.clearReceipt': 'Zum Zahlungseingang, um ihn zuzuordnen oder zurückzuzahlen',
  'blocker.do.documents': 'Zu den Belegen',
  'blocker.do.issueDraft': 'Entwurf über {amount} ausstellen',
  'blocker.do.draft': 'Zum Entwurf über {amount}',
  'blocker.sums-differ.ordered.invoiced.less':
    '{expected} bestellt, {actual} berechnet: {difference} noch nicht berechnet.',
  'blocker.sums-differ.ordered.invoiced.more':
    '{expected} bestellt, {actual} berechnet: {difference} zu viel.',
  'blocker.sums-differ.budget.invoiced.less':
    '{expected} geplant, {actual} berechnet: {difference} noch nicht berechnet.',
  'blocker.sums-differ.budget.invoiced.more': '{expected} geplant, {actual} berechnet: {difference} zu viel.',
  'blocker.sums-differ.invoiced.received.less':
    '{expected} berechnet, {actual} erhalten: {difference} noch nicht erhalten.',
  'blocker.sums-differ.invoiced.received.more':
    '{expected} berechnet, {actual} erhalten: {difference} zu viel. Der Betrag lässt sich zurückzahlen oder ins Guthaben des Kunden umbuchen.',
  'blocker.sums-differ.ordered.received.less':
    '{expected} bestellt, {actual} erhalten: {difference} noch nicht erhalten.',
  'blocker.sums-differ.ordered.received.more':
    '{expected} bestellt, {actual} erhalten: {difference} zu viel. Der Betrag lässt sich zurückzahlen oder ins Guthaben des Kunden umbuchen.',
  'blocker.sums-differ.budget.received.less':
    '{expected} geplant, {actual} erhalten: {difference} noch nicht erhalten.',
  'blocker.sums-differ.budget.received.more':
    '{expected} geplant, {actual} erhalten: {difference} zu viel. Der Betrag lässt sich zurückzahlen oder ins Guthaben des Kunden umbuchen.',
};
