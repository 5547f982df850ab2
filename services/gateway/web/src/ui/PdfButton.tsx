import { Button } from '@mantine/core';
import { languages, useTexts } from '../text/TextProvider.js';

/** A document as a PDF: in one's own language, or in another one, for the customer's is not always one's own. */
export function PdfButton({ of, children }: { of: string; children: string }) {
  const { t, language: own } = useTexts();
  return (
    <div role="group" aria-label={t('pdf.languages')}>
      <Button.Group>
        {[own, ...Object.keys(languages).filter((language) => language !== own)].map((language) => (
          <Button
            key={language}
            component="a"
            href={`/api/v1/${of}/pdf?language=${language}`}
            target="_blank"
            rel="noopener"
            variant="default"
          >
            {language === own ? children : languages[language as keyof typeof languages]}
          </Button>
        ))}
      </Button.Group>
    </div>
  );
}
