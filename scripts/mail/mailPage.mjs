/** @typedef {import('./mailStore.mjs').Message} Message */

/** @param {string} text */
export const escapeHtml = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const style = `
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1c2430; }
  table { border-collapse: collapse; width: 100%; }
  td, th { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #d8dde5; vertical-align: top; }
  a { color: #0b5cad; } time { color: #5a6675; white-space: nowrap; }
  pre { white-space: pre-wrap; background: #f5f7f9; padding: 1rem; }
  iframe { width: 100%; height: 32rem; border: 1px solid #d8dde5; background: #fff; }`;

/** @param {string} title @param {string} body */
const page = (title, body) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><style>${style}</style></head><body>${body}</body></html>`;

/** @param {Message[]} messages */
export function listPage(messages) {
  const rows = messages.map(
    ({ id, receivedAt, from, to, subject }) => `<tr>
    <td><time>${escapeHtml(receivedAt.replace('T', ' ').slice(0, 19))}</time></td>
    <td><a href="/messages/${encodeURIComponent(id)}">${escapeHtml(subject || '(no subject)')}</a></td>
    <td>${escapeHtml(to.join(', '))}</td><td>${escapeHtml(from)}</td></tr>`,
  );
  const table = `<table><thead><tr><th>Received (UTC)</th><th>Subject</th><th>To</th><th>From</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  return page(
    'Mail',
    `<h1>Mail</h1><p>Nothing here was sent to anybody: this catcher keeps it.</p>${rows.length > 0 ? table : '<p>No mail yet.</p>'}`,
  );
}

/** A mail's own HTML is shown in a frame that runs no script and loads nothing. @param {Message} message */
export function messagePage({ from, to, subject, text, html, receivedAt, attachments }) {
  const head = `<p><a href="/">All mail</a></p><h1>${escapeHtml(subject || '(no subject)')}</h1>
  <p>From ${escapeHtml(from)}<br>To ${escapeHtml(to.join(', '))}<br><time>${escapeHtml(receivedAt)} UTC</time></p>`;
  const frame = html && `<iframe sandbox title="The mail as HTML" srcdoc="${escapeHtml(html)}"></iframe>`;
  const plain = text && `<h2>As text</h2><pre>${escapeHtml(text)}</pre>`;
  const files = attachments.length > 0 ? `<p>Attached: ${escapeHtml(attachments.join(', '))}</p>` : '';
  return page(subject, `${head}${frame}${plain}${files}`);
}
