/** Stands in the built page wherever the nonce belongs. */
export const noncePlaceholder = '__CSP_NONCE__';

/**
 * For the web UI. Scripts and styles are files of ours; the component library writes style elements while it runs,
 * which it marks with the nonce of the page. Nothing inline, nothing from elsewhere, nothing sent elsewhere.
 */
export function policyOfPages(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join(';');
}
