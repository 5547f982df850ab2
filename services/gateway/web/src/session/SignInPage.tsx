import { pages } from '@closeout/contracts/pages';
import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router';
import { queries } from '../app/queries.js';
import { useTexts } from '../text/TextProvider.js';
import { PublicPage } from './PublicPage.js';
import { SignInForm } from './SignInForm.js';
import { signInOptionsQuery } from './signInOptions.js';
import { meQuery } from './useMe.js';

export function Component() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const [address] = useSearchParams();
  const { state } = useLocation();
  const { data: options } = useQuery(signInOptionsQuery);
  return (
    <PublicPage title={t('signIn.title')} lead={t('signIn.lead')}>
      {isPasswordSaved(state) && <Text role="status">{t('choosePassword.saved')}</Text>}
      <SignInForm
        onSignedIn={async (me) => {
          queries.clear();
          queries.setQueryData(meQuery.queryKey, me);
          await navigate(ownPath(address.get('to')), { replace: true });
        }}
      />
      {options?.password && options.email && (
        <Anchor component={Link} to={pages.forgotPassword} size="sm">
          {t('forgotPassword.link')}
        </Anchor>
      )}
      {options?.password && !options.email && (
        <Text size="sm" c="dimmed">
          {t('forgotPassword.noEmail')}
        </Text>
      )}
    </PublicPage>
  );
}

/** Whoever chose a password with a link, and is to be asked for more than that. */
const isPasswordSaved = (state: unknown): boolean =>
  typeof state === 'object' && state !== null && 'passwordSaved' in state;

/** Where to go after signing in: a path of ours, never another site's address. */
const ownPath = (to: string | null): string => (to && /^\/(?![/\\])/.test(to) ? to : '/');
