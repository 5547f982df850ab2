import { Anchor, Text, VisuallyHidden } from '@mantine/core';
import { Fragment } from 'react';
import { useTexts } from '../text/TextProvider.js';
import classes from './PermissionMatrix.module.css';
import { byArea } from './roleForm.js';
import { isProtected, type Role } from './roleQueries.js';

interface PermissionMatrixProps {
  roles: readonly Role[];
  permissions: readonly string[];
  onEdit(role: Role): void;
}

export function PermissionMatrix({ roles, permissions, onEdit }: PermissionMatrixProps) {
  const { t, word } = useTexts();
  return (
    <div className={classes.scroll} role="group" aria-label={t('roles.matrix')} tabIndex={0}>
      <table className={classes.matrix}>
        <thead>
          <tr>
            <th scope="col">{t('roles.permission')}</th>
            {roles.map((role) => (
              <th key={role.id} scope="col">
                <Anchor component="button" type="button" inherit onClick={() => onEdit(role)}>
                  {role.name}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {t(isProtected(role) ? 'roles.protected' : role.builtIn ? 'roles.builtIn' : 'roles.own')}
                </Text>
                {role.requiresSecondFactor && (
                  <Text size="xs" c="dimmed">
                    {t('roles.secondFactor.short')}
                  </Text>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {byArea(permissions).map((group) => (
            <Fragment key={group.area}>
              <tr className={classes.area}>
                <th scope="colgroup" colSpan={roles.length + 1}>
                  {word('permissionArea', group.area)}
                </th>
              </tr>
              {group.permissions.map((permission) => (
                <tr key={permission}>
                  <th scope="row">{word('permission', permission)}</th>
                  {roles.map((role) => (
                    <td key={role.id}>
                      {role.permissions.includes(permission) ? (
                        <>
                          <span aria-hidden>✓</span>
                          <VisuallyHidden>{t('roles.may')}</VisuallyHidden>
                        </>
                      ) : (
                        <VisuallyHidden>{t('roles.mayNot')}</VisuallyHidden>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
