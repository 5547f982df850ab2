import { limits } from '@closeout/contracts/limits';
import { List, PasswordInput, VisuallyHidden, type PasswordInputProps } from '@mantine/core';
import { useTexts } from '../text/TextProvider.js';
import { rulesFor, shortestPassword, type Owner } from './passwordRules.js';

interface NewPasswordInputProps extends PasswordInputProps {
  owner: Owner;
}

/** For a password of one's own: what it has to be is told while it is typed. */
export function NewPasswordInput({ owner, ...rest }: NewPasswordInputProps) {
  const { t } = useTexts();
  const rules = rulesFor(typeof rest.value === 'string' ? rest.value : '', owner);
  return (
    <div>
      <PasswordInput
        autoComplete="new-password"
        required
        minLength={shortestPassword}
        maxLength={limits.user.password}
        visibilityToggleButtonProps={{
          'aria-label': t('newPassword.show'),
          tabIndex: 0,
          'aria-hidden': false,
        }}
        {...rest}
      />
      <List size="sm" mt="xs" listStyleType="none" aria-label={t('newPassword.rules')}>
        {rules.map(({ name, met }) => (
          <List.Item key={name} c={met ? undefined : 'dimmed'}>
            {met ? '✓' : '○'} {t(`newPassword.rule.${name}`, { count: shortestPassword })}{' '}
            <VisuallyHidden component="span">
              {t(met ? 'newPassword.met' : 'newPassword.notMet')}
            </VisuallyHidden>
          </List.Item>
        ))}
        <List.Item c="dimmed">{t('newPassword.rule.common')}</List.Item>
      </List>
    </div>
  );
}
