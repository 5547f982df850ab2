import type { passwords as english } from '../en/passwords.js';

export const passwords: Record<keyof typeof english, string> = {
  'forgotPassword.link': 'Passwort vergessen?',
  'forgotPassword.noEmail':
    'Passwort vergessen? Fragen Sie Ihre Administration nach einem neuen: Von hier werden keine E-Mails gesendet.',
  'forgotPassword.title': 'Passwort vergessen?',
  'forgotPassword.text':
    'Geben Sie Ihre E-Mail-Adresse ein. Wir senden Ihnen einen Link, mit dem Sie ein neues Passwort wählen.',
  'forgotPassword.submit': 'Link senden',
  'forgotPassword.sent_one':
    'Wenn {email} zu einem Konto gehört, ist ein Link unterwegs. Er gilt einmal, {count} Stunde lang. Nichts angekommen? Sehen Sie im Spam-Ordner nach.',
  'forgotPassword.sent_other':
    'Wenn {email} zu einem Konto gehört, ist ein Link unterwegs. Er gilt einmal, {count} Stunden lang. Nichts angekommen? Sehen Sie im Spam-Ordner nach.',
  'forgotPassword.back': 'Zurück zur Anmeldung',

  'choosePassword.title': 'Passwort wählen',
  'choosePassword.lead.invitation': 'Willkommen, {name}. Wählen Sie ein Passwort, um Ihr Konto zu benutzen.',
  'choosePassword.lead.reset': '{name}, wählen Sie ein neues Passwort. Überall sonst werden Sie abgemeldet.',
  'choosePassword.saved': 'Ihr Passwort wurde gespeichert. Melden Sie sich damit an.',
  'choosePassword.submit': 'Speichern und anmelden',
  'deadLink.title.link-used': 'Dieser Link wurde schon benutzt',
  'deadLink.title.link-expired': 'Dieser Link ist abgelaufen',
  'deadLink.title.link-not-found': 'Dieser Link funktioniert nicht',
  'deadLink.text.link-used':
    'Ein Link gilt einmal. Wenn Sie damit ein Passwort gewählt haben, melden Sie sich an.',
  'deadLink.text.link-expired': 'Er war zu alt, oder es wurde ein neuerer gesendet.',
  'deadLink.text.link-not-found':
    'Öffnen Sie den Link in Ihrer E-Mail noch einmal. Vielleicht fehlt ein Teil davon.',
  'deadLink.another': 'Geben Sie Ihre E-Mail-Adresse ein, um einen neuen Link zu erhalten.',

  'newPassword.show': 'Passwort anzeigen',
  'newPassword.rules': 'Anforderungen an das Passwort',
  'newPassword.rule.length': 'Mindestens {count} Zeichen',
  'newPassword.rule.own': 'Mehr als Ihr Name oder Ihre E-Mail-Adresse',
  'newPassword.rule.common':
    'Häufige Passwörter werden beim Speichern abgelehnt. Gut sind mehrere Wörter ohne Zusammenhang.',
  'newPassword.met': 'erfüllt',
  'newPassword.notMet': 'noch nicht erfüllt',

  'users.password.how': 'Erstes Passwort',
  'users.password.invite': 'Per E-Mail einladen',
  'users.password.choose': 'Passwort festlegen',
  'users.invite.hint': 'Ein Link führt zur Wahl eines Passworts. Er gilt einmal, 7 Tage lang.',
  'users.invite.noEmail':
    'Von hier werden keine E-Mails gesendet, deshalb kann niemand eingeladen werden. Legen Sie ein Passwort fest und geben Sie es weiter.',
  'users.add.outside':
    'Nur der externe Anbieter meldet Personen an: Hier wird niemand angelegt oder eingeladen. Wer sich dort zum ersten Mal anmeldet, erscheint in dieser Liste.',
  'users.outside.text':
    'Hat hier ein Passwort, aber nur der externe Anbieter meldet Personen an: Wer sich dort mit dieser Adresse anmeldet, kommt zu diesem Konto.',
  'users.invited.outside':
    'Eingeladen, aber inzwischen meldet nur der externe Anbieter Personen an: Der Link führt nirgendwohin. Wer sich dort mit dieser Adresse anmeldet, kommt zu diesem Konto.',
  'users.reset.noEmail':
    'Von hier werden keine E-Mails gesendet, auch kein Link. Geben Sie das neue Passwort weiter.',
  'users.invite.language': 'Sprache der E-Mail',
  'users.invite.submit': 'Einladen',
  'users.invited': '{name} wurde eingeladen',
  'users.invited.until': 'Eingeladen. Der Link gilt bis {at}.',
  'users.invited.expired': 'Eingeladen, aber der Link ist abgelaufen. Senden Sie die Einladung noch einmal.',
  'users.invited.noEmail':
    'Eingeladen, aber von hier werden keine E-Mails gesendet. Legen Sie ein Passwort fest und geben Sie es weiter.',
  'users.invite.again': 'Noch einmal senden',
  'users.invite.sentAgain': 'Die Einladung wurde noch einmal an {email} gesendet',
  'users.invite.withdraw': 'Einladung zurückziehen',
  'users.invite.withdraw.text':
    'Der Link gilt nicht mehr, und {name} wird deaktiviert. Sie können das Konto wieder aktivieren und erneut einladen.',
  'users.invite.withdrawn': 'Die Einladung wurde zurückgezogen',
  'users.reset.how': 'Wie',
  'users.reset.link': 'Link senden',
  'users.reset.link.text':
    '{name} erhält eine E-Mail mit einem Link zur Wahl eines neuen Passworts. Er gilt einmal, 1 Stunde lang. Bis dahin gilt das bisherige Passwort.',
  'users.reset.link.submit': 'Link senden',
  'users.reset.link.sent': 'Der Link wurde an {email} gesendet',
  'users.language': 'Sprache von E-Mails',
  'users.language.default': 'Wie die Installation',
  'userState.INVITED': 'Eingeladen',
  'userState.INVITATION_EXPIRED': 'Einladung abgelaufen',

  'emails.confidential':
    'Nicht angezeigt: Der Inhalt ist nur für die Empfängerin oder den Empfänger und wird nicht aufbewahrt.',
  'emailEvent.gateway.invitation': 'Einladung',
  'emailEvent.gateway.password-reset': 'Link für ein neues Passwort',
  'emailEvent.gateway.password-changed': 'Passwort geändert',
};
