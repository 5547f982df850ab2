/** What goes wrong before an operation is reached, or on the way to its service: no operation’s contract tells of it. */
export const protocolErrors = {
  'invalid-path': { status: 400, title: 'The path cannot be decoded' },
  'request-aborted': { status: 400, title: 'The request ended before its body did' },
  'method-not-allowed': { status: 405, title: 'Not possible at this path; `Allow` names what is' },
  'service-timeout': {
    status: 504,
    title: 'The service did not answer in time; whether it did what was asked is not known',
  },
} as const;
