import { Button, CopyButton as Copy } from '@mantine/core';
import { useTexts } from '../text/TextProvider.js';

export function CopyButton({ value }: { value: string }) {
  const { t } = useTexts();
  return (
    <Copy value={value}>
      {({ copied, copy }) => (
        <Button variant="default" onClick={copy}>
          {t(copied ? 'app.copied' : 'app.copy')}
        </Button>
      )}
    </Copy>
  );
}
