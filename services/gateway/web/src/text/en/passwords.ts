export const passwords = {
  'forgotPassword.link': 'Forgot password?',
  'forgotPassword.noEmail':
    'Forgot your password? Ask your administrator for a new one: no e-mails are sent from here.',
  'forgotPassword.title': 'Forgot password?',
  'forgotPassword.text': 'Enter your e-mail address. We send you a link to choose a new password.',
  'forgotPassword.submit': 'Send link',
  'forgotPassword.sent_one':
    'If {email} belongs to an account, a link is on its way. It works once, for {count} hour. Nothing there? Check your spam folder.',
  'forgotPassword.sent_other':
    'If {email} belongs to an account, a link is on its way. It works once, for {count} hours. Nothing there? Check your spam folder.',
  'forgotPassword.back': 'Back to sign-in',

  'choosePassword.title': 'Choose a password',
  'choosePassword.lead.invitation': 'Welcome, {name}. Choose a password to use your account.',
  'choosePassword.lead.reset': '{name}, choose a new password. You will be signed out everywhere else.',
  'choosePassword.saved': 'Your password was saved. Sign in with it.',
  'choosePassword.submit': 'Save and sign in',
  'deadLink.title.link-used': 'This link was used already',
  'deadLink.title.link-expired': 'This link has expired',
  'deadLink.title.link-not-found': 'This link does not work',
  'deadLink.text.link-used': 'A link works once. If you chose a password with it, sign in.',
  'deadLink.text.link-expired': 'It was too old, or a newer one was sent.',
  'deadLink.text.link-not-found': 'Open the link in your e-mail again. Part of it may be missing.',
  'deadLink.another': 'Enter your e-mail address to have another link sent.',

  'newPassword.show': 'Show password',
  'newPassword.rules': 'What the password has to be',
  'newPassword.rule.length': 'At least {count} characters',
  'newPassword.rule.own': 'More than your name or e-mail address',
  'newPassword.rule.common': 'Common passwords are refused when you save. Several unrelated words are good.',
  'newPassword.met': 'met',
  'newPassword.notMet': 'not met yet',

  'users.password.how': 'First password',
  'users.password.invite': 'Invite by e-mail',
  'users.password.choose': 'Set a password',
  'users.invite.hint': 'They get a link to choose a password. It works once, for 7 days.',
  'users.invite.noEmail':
    'No e-mails are sent from here, so nobody can be invited. Set a password and hand it over.',
  'users.add.outside':
    'Only the outside provider signs people in: nobody is added or invited here. Who signs in there for the first time appears in this list.',
  'users.outside.text':
    'Has a password here, but only the outside provider signs people in: signing in there with this address leads to this account.',
  'users.invited.outside':
    'Invited, but only the outside provider signs people in now: the link leads nowhere. Signing in there with this address leads to this account.',
  'users.reset.noEmail': 'No e-mails are sent from here, so no link can be sent. Hand the new password over.',
  'users.invite.language': 'Language of the e-mail',
  'users.invite.submit': 'Invite',
  'users.invited': '{name} was invited',
  'users.invited.until': 'Invited. The link works until {at}.',
  'users.invited.expired': 'Invited, but the link has expired. Send the invitation again.',
  'users.invited.noEmail': 'Invited, but no e-mails are sent from here. Set a password and hand it over.',
  'users.invite.again': 'Send again',
  'users.invite.sentAgain': 'The invitation was sent again to {email}',
  'users.invite.withdraw': 'Withdraw invitation',
  'users.invite.withdraw.text':
    'The link stops working and {name} is deactivated. You can reactivate the account and invite again.',
  'users.invite.withdrawn': 'The invitation was withdrawn',
  'users.reset.how': 'How',
  'users.reset.link': 'Send a link',
  'users.reset.link.text':
    '{name} gets an e-mail with a link to choose a new password. It works once, for 1 hour. Until then the present password goes on.',
  'users.reset.link.submit': 'Send link',
  'users.reset.link.sent': 'The link was sent to {email}',
  'users.language': 'Language of e-mails',
  'users.language.default': 'As the installation',
  'userState.INVITED': 'Invited',
  'userState.INVITATION_EXPIRED': 'Invitation expired',

  'emails.confidential': 'Not shown: what it says is for its reader alone, and is not kept.',
  'emailEvent.gateway.invitation': 'Invitation',
  'emailEvent.gateway.password-reset': 'Link for a new password',
  'emailEvent.gateway.password-changed': 'Password changed',
} as const;
