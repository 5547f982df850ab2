import { pages } from '@closeout/contracts/pages';
import { Button, Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import { api, ask } from '../api/client.js';
import { tellSignedOut } from '../session/otherTabs.js';
import type { Me } from '../session/useMe.js';
import { languages, useTexts, type Language } from '../text/TextProvider.js';
import { forgetOthers } from '../ui/kept.js';
import { useToast } from '../ui/useToast.js';
import { queries } from './queries.js';
import { useEmailLanguage } from '../account/useEmailLanguage.js';

const schemes: readonly MantineColorScheme[] = ['light', 'dark', 'auto'];

export function AccountMenu({ me, onShowKeys }: { me: Me; onShowKeys(): void }) {
  const { t, language, choose } = useTexts();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  const toast = useToast();
  const speak = useEmailLanguage();
  const signOut = async () => {
    // The page goes first: its stream of hints would be cut by the end of the session.
    await navigate(pages.signIn);
    await ask(api.POST('/auth/logout', { body: {} })).catch((error: Error) => toast(error, 'refused'));
    forgetOthers(sessionStorage, null);
    tellSignedOut();
    queries.clear();
  };
  return (
    <Menu width={230} position="bottom-end">
      <Menu.Target>
        <Button variant="default" aria-label={t('app.account', { name: me.user.name })}>
          {me.user.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to={pages.account}>
          {t('account.title')}
        </Menu.Item>
        <Menu.Item onClick={onShowKeys}>{t('shortcuts.title')}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('app.language')}</Menu.Label>
        {Object.entries(languages).map(([key, name]) => (
          <Menu.Item
            key={key}
            lang={key}
            onClick={() => {
              choose(key as Language);
              speak(key as Language);
            }}
          >
            {key === language ? `✓ ${name}` : name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('app.scheme')}</Menu.Label>
        {schemes.map((scheme) => (
          <Menu.Item key={scheme} onClick={() => setColorScheme(scheme)}>
            {scheme === colorScheme ? `✓ ${t(`app.scheme.${scheme}`)}` : t(`app.scheme.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>{t('app.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
