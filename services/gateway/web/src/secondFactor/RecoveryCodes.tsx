import { Alert, Button, Code, Group, Stack } from '@mantine/core';
import { useTexts } from '../text/TextProvider.js';
import { CopyButton } from '../ui/CopyButton.js';

/** Shown once, to be copied, kept as a file or written down. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept(): void }) {
  const { t } = useTexts();
  const text = codes.join('\n');
  const download = () => {
    const address = URL.createObjectURL(new Blob([`${text}\n`], { type: 'text/plain' }));
    const link = Object.assign(document.createElement('a'), {
      href: address,
      download: t('secondFactor.codes.file'),
    });
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <Stack>
      <Alert role="status" color="blue" variant="outline" c="inherit">
        {t('secondFactor.codes.keep')}
      </Alert>
      <Code block role="group" aria-label={t('secondFactor.codes')}>
        {text}
      </Code>
      <Group justify="space-between">
        <Group gap="xs">
          <CopyButton value={text} />
          <Button variant="default" onClick={download}>
            {t('secondFactor.codes.download')}
          </Button>
        </Group>
        <Button data-autofocus onClick={onKept}>
          {t('secondFactor.codes.kept')}
        </Button>
      </Group>
    </Stack>
  );
}
