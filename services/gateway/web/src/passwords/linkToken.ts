const place = 'closeout.password-link';

/**
 * The secret of the link that opened the page: it stands behind the `#`, which no browser sends anywhere. It is taken out of the
 * address at once, so that it stays neither in the history nor on a screen that others see, and kept in this window, so that the
 * page may be reloaded.
 */
export function takeLinkToken(): string | null {
  const { hash, pathname, search } = window.location;
  if (hash.length > 1) {
    keepLinkToken(hash.slice(1));
    window.history.replaceState(window.history.state, '', pathname + search);
  }
  return sessionStorage.getItem(place);
}

export const keepLinkToken = (token: string): void => sessionStorage.setItem(place, token);

/** It was used, or given up. */
export const forgetLinkToken = (): void => sessionStorage.removeItem(place);
