let token: string | null = null;

/**
 * The secret of the link that opened the page: it stands behind the `#`, which no browser sends anywhere. It is taken out of the
 * address at once, so that it stays neither in the history nor on a screen that others see.
 */
export function takeLinkToken(): string | null {
  const { hash, pathname, search } = window.location;
  if (hash.length > 1) {
    token = hash.slice(1);
    window.history.replaceState(window.history.state, '', pathname + search);
  }
  return token;
}

export const forgetLinkToken = (): void => void (token = null);
