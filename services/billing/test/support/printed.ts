import type { PdfDocument } from '../../src/pdf/page.js';
import type { PdfPrinter } from '../../src/pdf/pdfPrinter.js';

/** For who stays until it is done. */
export async function printed(printer: PdfPrinter, document: PdfDocument): Promise<Uint8Array> {
  const bytes = await printer.print(document);
  if (!bytes) throw new Error('nothing was printed');
  return bytes;
}
