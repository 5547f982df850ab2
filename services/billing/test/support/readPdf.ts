import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface ReadPdf {
  /** The text of each page, its pieces joined by spaces. */
  pages: string[];
  text: string;
  info: Record<string, unknown>;
  language: string | null;
  /** Pieces of text with the place of their left end, in points from the left and the lower edge, page by page. */
  pieces: { text: string; page: number; x: number; y: number; width: number }[];
}

/** Reads a PDF as a viewer does. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: VerbosityLevel.ERRORS });
  const file = await task.promise;
  const { info } = await file.getMetadata();
  const pages: string[] = [];
  const pieces: ReadPdf['pieces'] = [];
  for (let no = 1; no <= file.numPages; no += 1) {
    const page = await file.getPage(no);
    const items = (await page.getTextContent()).items.flatMap((item) =>
      'str' in item && item.str.trim() !== '' ? [item] : [],
    );
    for (const { str, transform, width } of items)
      pieces.push({ text: str, page: no, x: Number(transform[4]), y: Number(transform[5]), width });
    pages.push(
      items
        .map(({ str }) => str)
        .join(' ')
        .replaceAll(/\s+/gu, ' '),
    );
  }
  const { Language } = info as { Language?: string | null };
  await task.destroy();
  return {
    pages,
    text: pages.join(' '),
    info: info as Record<string, unknown>,
    language: Language ?? null,
    pieces,
  };
}
