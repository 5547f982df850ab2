import { createTheme, type CSSVariablesResolver } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 9, dark: 9 },
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  headings: { fontWeight: '650' },
  cursorType: 'pointer',
  components: {
    // A list that opens by itself is in the way of whoever passes by with the Tab key.
    Autocomplete: { defaultProps: { openOnFocus: false } },
    // Too small to hit; the arrow keys do the same.
    NumberInput: { defaultProps: { hideControls: true } },
    // In a landmark of the page, where screen readers look for it.
    Popover: { defaultProps: { portalProps: { target: '#floating' } } },
    // The focus is on the first entry at once: the library's placeholder has no name, and belongs in no menu.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, returnFocus: true } },
  },
});

/** Where the library's greys and reds are fainter than WCAG's 4.5 : 1. */
export const legibleColours: CSSVariablesResolver = (colours) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': colours.colors.gray[7],
    '--mantine-color-placeholder': colours.colors.gray[7],
    '--mantine-color-error': colours.colors.red[9],
    '--mantine-color-anchor': colours.colors.blue[9],
    '--mantine-color-orange-outline': '#b83c0b',
    '--mantine-color-green-outline': '#237032',
  },
  dark: {
    // The page is darker than the cards on it.
    '--mantine-color-body': colours.colors.dark[8],
    '--card': colours.colors.dark[7],
    '--mantine-color-dimmed': colours.colors.dark[1],
    '--mantine-color-placeholder': colours.colors.dark[1],
    '--mantine-color-error': colours.colors.red[3],
    '--mantine-color-anchor': colours.colors.blue[3],
  },
});
