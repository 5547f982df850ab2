// Renders documents to PDF, one after the other, in a thread of its own: laying out hundreds of lines takes longer than a service
// may keep everybody waiting. JavaScript, because a thread is started from a file that exists as it is, before and after the build.
import { dirname } from 'node:path';
import { parentPort } from 'node:worker_threads';
import pdfmake from 'pdfmake';
import roboto from 'pdfmake/fonts/Roboto.js';

const fonts = dirname(roboto.Roboto.normal);
const grey = '#c9ced6';

pdfmake.setFonts(roboto);
// Documents hold what people typed: nothing in them is fetched or opened but the fonts.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => dirname(path) === fonts);
pdfmake.setTableLayouts({
  /** A rule under the head and under each row. */
  ruled: {
    hLineWidth: (row, { table }) => (row === 0 ? 0 : row === (table.headerRows ?? 0) ? 1 : 0.5),
    vLineWidth: () => 0,
    hLineColor: (row, { table }) => (row === (table.headerRows ?? 0) ? '#3b4453' : grey),
    paddingLeft: (column) => (column === 0 ? 0 : 5),
    paddingRight: (column, { table }) => (column === table.widths.length - 1 ? 0 : 5),
    paddingTop: () => 4,
    paddingBottom: () => 4,
  },
  /** Names and values, close to each other. */
  pairs: {
    hLineWidth: () => 0,
    vLineWidth: () => 0,
    paddingLeft: (column) => (column === 0 ? 0 : 8),
    paddingRight: () => 0,
    paddingTop: () => 1.5,
    paddingBottom: () => 1.5,
  },
  /** A frame around what must not be overlooked. */
  framed: {
    hLineWidth: () => 1.2,
    vLineWidth: () => 1.2,
    hLineColor: () => '#b3261e',
    vLineColor: () => '#b3261e',
    paddingLeft: () => 8,
    paddingRight: () => 8,
    paddingTop: () => 6,
    paddingBottom: () => 6,
  },
});

const margins = { margin: [57, 0, 57, 0], fontSize: 7.5, color: '#5b6472' };

function definitionOf({ content, title, author, subject, language, issuedAt, letterhead, page, watermark }) {
  const numbered = (no, of) => page.replace('{page}', no).replace('{pages}', of);
  return {
    content,
    language,
    displayTitle: true,
    pageSize: 'A4',
    pageMargins: [57, 62, 57, 72],
    defaultStyle: { font: 'Roboto', fontSize: 9, lineHeight: 1.15 },
    info: {
      title,
      author,
      subject,
      creator: 'Closeout',
      producer: 'Closeout',
      creationDate: new Date(issuedAt),
      modDate: new Date(issuedAt),
    },
    ...(watermark && { watermark: { text: watermark, color: '#b3261e', opacity: 0.12, bold: true } }),
    header: (no) => (no === 1 ? null : { ...margins, margin: [57, 30, 57, 0], text: `${title} · ${author}` }),
    footer: (no, of) => ({
      ...margins,
      columns: [
        { width: '*', text: letterhead },
        { width: 80, text: numbered(no, of), alignment: 'right' },
      ],
    }),
  };
}

let before = Promise.resolve();

parentPort.on('message', ({ id, document }) => {
  before = before.then(async () => {
    try {
      const bytes = await pdfmake.createPdf(definitionOf(document)).getBuffer();
      // A copy of its own, so that it can be handed over: buffers of Node may be parts of a shared one.
      const own = Uint8Array.from(bytes);
      parentPort.postMessage({ id, bytes: own }, [own.buffer]);
    } catch (error) {
      parentPort.postMessage({ id, error: String(error?.stack ?? error) });
    }
  });
});
