// Makes the bytes of one document.
import pdfmake from 'pdfmake';
import { expand } from './expand.mjs';
import { fonts } from './fonts.mjs';
import { layouts } from './layouts.mjs';
import { readable } from './readable.mjs';
import { lineHeight } from './typeset.mjs';

const fontFiles = new Set(Object.values(fonts).flatMap(({ normal, bold }) => [normal, bold]));

pdfmake.setFonts(fonts);
// Documents hold what people typed: nothing in them is fetched or opened but the fonts.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => fontFiles.has(path));
pdfmake.setTableLayouts(layouts);

const a4 = { width: 595.28, height: 841.89 };
const side = 57;
const body = { width: a4.width - 2 * side, fontSize: 9 };
const margins = { margin: [side, 0, side, 0], fontSize: 7.5, color: '#5b6472' };
const pageNumber = 80;

function definitionOf({ content, title, author, subject, language, issuedAt, letterhead, page, watermark }) {
  const numbered = (no, of) => page.replace('{page}', no).replace('{pages}', of);
  const atTheEdge = (text, width) =>
    expand({ typed: [{ text: readable(text) }], direction: 'ltr' }, { width, fontSize: margins.fontSize });
  const header = atTheEdge(`${title} · ${author}`, body.width);
  const footer = atTheEdge(letterhead, body.width - pageNumber);
  return {
    content: expand(content, body),
    language,
    displayTitle: true,
    pageSize: 'A4',
    pageMargins: [side, 62, side, 72],
    defaultStyle: { font: 'Roboto', fontSize: body.fontSize, lineHeight },
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
    header: (no) => (no === 1 ? null : { ...margins, margin: [side, 30, side, 0], ...copyOf(header) }),
    footer: (no, of) => ({
      ...margins,
      columns: [
        { width: '*', ...copyOf(footer) },
        { width: pageNumber, text: numbered(no, of), alignment: 'right' },
      ],
    }),
  };
}

/** pdfmake writes into what it is given, and both edges are printed on each page. */
const copyOf = structuredClone;

/** @returns {Promise<Buffer>} */
export const print = (document) => pdfmake.createPdf(definitionOf(document)).getBuffer();
