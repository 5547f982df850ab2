import type { Language } from '@closeout/contracts/fields';
import type { AccountEmail, AccountEmailKind } from '@closeout/contracts/http/internal';
import { pageOf } from '@closeout/contracts/pages';
import type { EmailContent } from '../emails/layout.js';

interface Words {
  locale: string;
  subject: Record<AccountEmailKind, string>;
  heading: Record<AccountEmailKind, string>;
  account: string;
  invitedBy: string;
  validUntil: string;
  changedAt: string;
  link: Record<AccountEmailKind, string>;
  because: Record<AccountEmailKind, string>;
}

const english: Words = {
  locale: 'en-GB',
  subject: {
    invitation: 'You are invited to Closeout',
    'password-reset': 'Choose a new password for Closeout',
    'password-changed': 'Your Closeout password was changed',
    'second-factor-changed': 'Two-step sign-in of your Closeout account was changed',
  },
  heading: {
    invitation: 'Choose a password, and your account is ready',
    'password-reset': 'Choose a new password',
    'password-changed': 'Your password was changed',
    'second-factor-changed': 'A way to sign in to your account was added or removed',
  },
  account: 'Account',
  invitedBy: 'Invited by',
  validUntil: 'The link works once, until',
  changedAt: 'Changed',
  link: {
    invitation: 'Choose a password',
    'password-reset': 'Choose a new password',
    'password-changed': 'Not you? Have a link for a new password sent',
    'second-factor-changed': 'Not you? Have a link for a new password sent',
  },
  because: {
    invitation:
      'You get this because somebody gave you an account. Give the link to nobody: whoever has it can use your account.',
    'password-reset':
      'You get this because somebody asked for a new password for your account. If it was not you, do nothing: your password stays as it is.',
    'password-changed':
      'You get this because your password is what keeps others out. You were signed out on your other devices.',
    'second-factor-changed':
      'You get this because an authenticator app or a passkey was added to your account, or removed from it.',
  },
};

const german: Words = {
  locale: 'de-DE',
  subject: {
    invitation: 'Ihre Einladung zu Closeout',
    'password-reset': 'Neues Passwort für Closeout wählen',
    'password-changed': 'Ihr Closeout-Passwort wurde geändert',
    'second-factor-changed': 'Ihre Anmeldung in zwei Schritten bei Closeout wurde geändert',
  },
  heading: {
    invitation: 'Wählen Sie ein Passwort, und Ihr Konto ist bereit',
    'password-reset': 'Wählen Sie ein neues Passwort',
    'password-changed': 'Ihr Passwort wurde geändert',
    'second-factor-changed': 'Für Ihr Konto wurde ein Weg zur Anmeldung hinzugefügt oder entfernt',
  },
  account: 'Konto',
  invitedBy: 'Eingeladen von',
  validUntil: 'Der Link gilt einmal, bis',
  changedAt: 'Geändert',
  link: {
    invitation: 'Passwort wählen',
    'password-reset': 'Neues Passwort wählen',
    'password-changed': 'Waren Sie das nicht? Link für ein neues Passwort anfordern',
    'second-factor-changed': 'Waren Sie das nicht? Link für ein neues Passwort anfordern',
  },
  because: {
    invitation:
      'Sie erhalten diese E-Mail, weil jemand ein Konto für Sie angelegt hat. Geben Sie den Link nicht weiter: Wer ihn hat, kann Ihr Konto benutzen.',
    'password-reset':
      'Sie erhalten diese E-Mail, weil jemand ein neues Passwort für Ihr Konto angefordert hat. Waren Sie das nicht, tun Sie nichts: Ihr Passwort bleibt, wie es ist.',
    'password-changed':
      'Sie erhalten diese E-Mail, weil Ihr Passwort andere fernhält. Auf Ihren anderen Geräten wurden Sie abgemeldet.',
    'second-factor-changed':
      'Sie erhalten diese E-Mail, weil eine Authenticator-App oder ein Passkey zu Ihrem Konto hinzugefügt oder daraus entfernt wurde.',
  },
};

const words: Record<Language, Words> = { en: english, de: german };

/** What its reader is told. @param timeZone of the instants in it */
export function accountEmail(email: AccountEmail, language: Language, timeZone: string): EmailContent {
  const said = words[language];
  const { kind, token } = email;
  const at = (instant: string): string => inWords(instant, said.locale, timeZone);
  return {
    language,
    subject: said.subject[kind],
    heading: said.heading[kind],
    facts: [
      [said.account, email.address],
      ...(email.invitedBy === null ? [] : [[said.invitedBy, email.invitedBy] as const]),
      ...(email.expiresAt === null ? [] : [[said.validUntil, at(email.expiresAt)] as const]),
      ...(kind.endsWith('-changed') ? [[said.changedAt, at(email.at)] as const] : []),
    ],
    link:
      token === null
        ? { label: said.link[kind], page: pageOf('forgotPassword') }
        : { label: said.link[kind], page: pageOf('choosePassword'), fragment: token },
    because: said.because[kind],
  };
}

function inWords(instant: string, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(new Date(instant));
}
