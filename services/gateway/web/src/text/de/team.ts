import type { team as english } from '../en/team.js';

export const team: Record<keyof typeof english, string> = {
  'team.add': 'Personen hinzufügen',
  'team.person': 'Wer',
  'team.role.of': 'Rolle von {name}',
  'team.role.hint': 'Zum Beispiel Entwicklung',
  'team.remove': '{name} entfernen',
  'team.removed': '{name} ist nicht mehr im Team',
  'team.added_one': '{count} Person ist hinzugefügt',
  'team.added_other': '{count} Personen sind hinzugefügt',
  'team.member': 'Teammitglied',
  'team.since': 'seit {at}',
  'team.inactive': 'Kann sich nicht mehr anmelden',
  'team.sees':
    'Mitglieder sehen das Projekt, seine Phasen, den Fortschritt und das Team, nicht aber Budget, Zahlungen und Kosten.',
  'project.team.none.plan':
    'Noch niemand zugewiesen. Wer im Team ist, sieht das Projekt und kann Stunden und Ausgaben erfassen.',
};
