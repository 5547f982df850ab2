import { pages } from '@closeout/contracts/pages';
import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { queries } from '../app/queries.js';
import { useTexts } from '../text/TextProvider.js';
import { Dialog } from '../ui/Dialog.js';
import { SignInForm } from './SignInForm.js';
import { meQuery, type Me } from './useMe.js';

/** The session ended while somebody was at work. The page stays as it is beneath this: nothing that was typed is lost. */
export default function SignInAgain({ me }: { me: Me }) {
  const { t } = useTexts();
  return (
    <Dialog opened title={t('signIn.again')}>
      <Stack>
        <Text>{t('signIn.again.text')}</Text>
        <SignInForm
          known={me.user.email ?? undefined}
          onSignedIn={async (anew) => {
            queries.setQueryData(meQuery.queryKey, anew);
            await queries.invalidateQueries();
          }}
        />
        <Anchor component={Link} to={pages.signIn} size="sm">
          {t('signIn.again.other')}
        </Anchor>
      </Stack>
    </Dialog>
  );
}
