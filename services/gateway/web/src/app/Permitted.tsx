import type { PageName } from '@closeout/contracts/pages';
import type { ComponentType } from 'react';
import { useMay } from '../session/useMe.js';
import { pagePermissions } from './pagePermissions.js';
import { RefusalPage } from './RefusalPage.js';

/** A page for those who may see it; everybody else is told that, and whom to ask. */
export function permitted(name: PageName, Page: ComponentType): { Component: ComponentType } {
  const permissions = pagePermissions[name];
  if (!permissions) return { Component: Page };
  return {
    Component: function Permitted() {
      const may = useMay();
      return may(...permissions) ? <Page /> : <RefusalPage permissions={permissions} />;
    },
  };
}
