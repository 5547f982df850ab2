import type { workProblems as english } from '../../en/problems/work.js';

export const workProblems: Record<keyof typeof english, string> = {
  'problem.checklist-item-not-found': 'Diese Zeile der Checkliste gibt es nicht mehr.',
  'problem.budget-code-taken': 'Eine andere Budgetzeile hat diesen Code.',
  'problem.budget-too-deep': 'Mehr Ebenen kann das Budget nicht haben.',
  'problem.budget-nodes-limit': 'Mehr Zeilen kann das Budget nicht haben.',
  'problem.deliverable-final': 'Geliefertes oder Verworfenes ändert sich nicht mehr.',
  'problem.deliverable-transition-not-allowed': 'Der Status des Lieferergebnisses lässt das nicht zu.',
  'problem.expense-decided': 'Über die Ausgabe wurde schon entschieden.',
  'problem.expense-of-another': 'Nur wer die Ausgabe erfasst hat, kann sie ändern.',
  'problem.own-version': 'Über eine Version, die Sie eingegeben haben, entscheidet jemand anderes.',
  'problem.own-expense': 'Über Ihre Ausgaben entscheidet jemand anderes.',
  'problem.time-entry-not-found': 'Diesen Zeiteintrag gibt es nicht mehr.',
  'problem.time-entry-of-another': 'Nur wer sie geleistet hat, kann diese Stunden ändern oder einreichen.',
  'problem.time-entry-transition-not-allowed': 'Der Status des Zeiteintrags lässt das nicht zu.',
  'problem.time-entry-not-settleable':
    'Nur genehmigte abrechenbare Stunden lassen sich als fakturiert oder ausgebucht kennzeichnen, und nur einmal.',
  'problem.work-not-invoiced':
    'Es gibt abrechenbare Stunden, über die nicht entschieden ist oder die weder fakturiert noch ausgebucht sind.',
  'problem.work-not-invoiced.with':
    '{hours} abrechenbare Stunden sind nicht entschieden oder weder fakturiert noch ausgebucht.',
  'problem.not-assigned':
    'Nur wer im Team des Projekts ist, erfasst Stunden. Wer Teams verwaltet, kann Sie hinzufügen.',
  'problem.hours-outside-dates': 'Es gibt Stunden an Tagen außerhalb dieser Daten.',
  'problem.hours-outside-dates.with':
    'Es gibt Stunden vom {firstDate} bis {lastDate} außerhalb dieser Daten.',
  'problem.outside-project': 'Der Tag liegt außerhalb der Projektdaten.',
  'problem.own-time-entry': 'Über Ihre Stunden entscheidet jemand anderes.',
  'problem.hours-exceed-day': 'An dem Tag wären es über alle Projekte mehr als 24 Stunden.',
  'problem.hours-exceed-day.with':
    'Am {date} sind es über alle Projekte schon {logged} Stunden: {left} sind noch frei.',
  'problem.budget-node-in-use': 'An dieser Budgetzeile hängen Unterzeilen, Ausgaben oder Bestellungen.',
  'problem.budget-node-not-found': 'Diese Budgetzeile gibt es nicht mehr.',
  'problem.deliverable-not-found': 'Dieses Lieferergebnis gibt es nicht mehr.',
  'problem.expense-not-found': 'Diese Ausgabe gibt es nicht mehr.',
};
