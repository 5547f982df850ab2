import { SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Figure } from '../ui/Figure.js';
import { meQuery } from '../session/useMe.js';
import { signInOptionsQuery } from '../session/signInOptions.js';
import { useTexts } from '../text/TextProvider.js';
import { recordWidth } from '../ui/pageWidth.js';
import { PageTitle } from '../ui/PageTitle.js';
import { Section } from '../ui/Section.js';
import { TwoStepSection } from '../secondFactor/TwoStepSection.js';
import { LooksSection } from './LooksSection.js';
import { PasswordSection } from './PasswordSection.js';
import { PreferencesSection } from './PreferencesSection.js';
import { SessionsSection } from './SessionsSection.js';

/** What one can say about oneself. */
export function Component() {
  const { t } = useTexts();
  const { data: me } = useQuery(meQuery);
  const { data: options } = useQuery(signInOptionsQuery);
  if (!me) return null;
  return (
    <Stack maw={recordWidth}>
      <PageTitle>{t('account.title')}</PageTitle>
      <Section title={t('account.me')}>
        <SimpleGrid component="dl" m={0} cols={{ base: 1, xs: 2 }}>
          <Figure name={t('account.name')}>{me.user.name}</Figure>
          <Figure name={t('account.email')}>{me.user.email ?? t('app.none')}</Figure>
          <Figure name={t('account.roles')}>
            {me.roles.map(({ name }) => name).join(', ') || t('app.none')}
          </Figure>
          <Figure name={t('account.clearance')}>{me.user.clearance}</Figure>
        </SimpleGrid>
      </Section>
      <PreferencesSection />
      <LooksSection />
      {options?.password !== false && <PasswordSection />}
      <TwoStepSection />
      <SessionsSection />
    </Stack>
  );
}
