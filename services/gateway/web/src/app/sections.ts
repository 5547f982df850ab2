import type { TextKey } from '../text/translate.js';

export interface Section {
  path: string;
  title: TextKey;
  /** Without it the section is not shown; absent: for everybody. */
  permission?: string;
}

/** The navigation. */
export const sections: readonly Section[] = [{ path: '/projects', title: 'projects.title' }];
