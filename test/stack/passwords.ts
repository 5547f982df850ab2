const chosen = new Map<string, string>();

/** The demo's accounts have the published one, others what their owners chose. @param account what stands before the @ */
export const passwordOf = (account: string): string => chosen.get(account) ?? 'closeout-demo';

export const rememberPassword = (account: string, password: string): void =>
  void chosen.set(account, password);
