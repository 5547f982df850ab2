import type { Language } from '@closeout/contracts/fields';
import type { PageAddress } from '@closeout/contracts/pages';
import { markup, oneLine } from './markup.js';

/** What an e-mail says, before it is text and HTML. */
export interface EmailContent {
  /** English, unless it is said. */
  language?: Language;
  subject: string;
  heading: string;
  /** Label and value, one line each. */
  facts: readonly (readonly [label: string, value: string])[];
  /** `fragment`: what only the page is to know, and no server on the way; it is no part of the link that is kept. */
  link: { label: string; page: PageAddress; fragment?: string };
  /** Why the reader gets it. */
  because: string;
}

export interface RenderedEmail {
  subject: string;
  text: string;
  html: string;
  link: string;
}

/**
 * The same content as plain text and as HTML that needs nothing from the network.
 *
 * @param publicUrl where people open Closeout, without a slash at the end
 */
export function render(content: EmailContent, publicUrl: string): RenderedEmail {
  const link = `${publicUrl}${content.link.page}`;
  const url = content.link.fragment === undefined ? link : `${link}#${content.link.fragment}`;
  const facts = content.facts.map(([label, value]) => [label, oneLine(value)] as const);
  const heading = oneLine(content.heading);
  return {
    subject: oneLine(content.subject, 150),
    link,
    text: [
      heading,
      '',
      ...facts.map(([label, value]) => `${label}: ${value}`),
      '',
      `${content.link.label}: ${url}`,
      '',
      '-- ',
      content.because,
      '',
    ].join('\n'),
    html: markup`<!doctype html>
<html lang="${content.language ?? 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${heading}</title></head>
<body style="margin:0;padding:24px;background:#f4f5f7;font-family:system-ui,-apple-system,'Segoe UI',sans-serif;color:#1c1f24">
<div style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border-radius:8px">
<h1 style="margin:0 0 16px;font-size:20px">${heading}</h1>
<table role="presentation" style="border-collapse:collapse;font-size:15px;line-height:1.5">
${facts.map(
  ([label, value]) =>
    markup`<tr><td style="padding:2px 16px 2px 0;color:#5b6470;vertical-align:top">${label}</td><td style="padding:2px 0">${value}</td></tr>`,
)}
</table>
<p style="margin:24px 0"><a href="${url}" style="padding:10px 16px;background:#1f5fbf;color:#ffffff;border-radius:6px;text-decoration:none">${content.link.label}</a></p>
<p style="margin:0;font-size:13px;color:#5b6470">${content.because}</p>
</div>
</body>
</html>
`.source,
  };
}
