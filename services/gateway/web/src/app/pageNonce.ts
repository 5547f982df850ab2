/** Of the page that the gateway sent: what styles that are made at run time carry. */
export const pageNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
