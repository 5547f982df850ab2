import { Group, Select, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { languages, useTexts, type Language } from '../text/TextProvider.js';
import { Section } from '../ui/Section.js';
import { useEmailLanguage } from './useEmailLanguage.js';

const schemes = ['light', 'dark', 'auto'] as const satisfies readonly MantineColorScheme[];

/** Language and colours, kept in this browser; the e-mails follow the language. */
export function LooksSection() {
  const { t, language, choose } = useTexts();
  const speak = useEmailLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Section title={t('account.looks')}>
      <Group grow align="flex-start">
        <Select
          label={t('app.language')}
          data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
          value={language}
          onChange={(value) => {
            if (!value) return;
            choose(value as Language);
            speak(value as Language);
          }}
          allowDeselect={false}
        />
        <Select
          label={t('app.scheme')}
          data={schemes.map((value) => ({ value, label: t(`app.scheme.${value}`) }))}
          value={colorScheme}
          onChange={(value) => value && setColorScheme(value as MantineColorScheme)}
          allowDeselect={false}
        />
      </Group>
    </Section>
  );
}
