import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-router';
import { TextProvider } from '../text/TextProvider.js';
import { FieldChecks } from '../ui/FieldChecks.js';
import { pageNonce } from './pageNonce.js';
import { queries } from './queries.js';
import { router } from './router.js';
import { legibleColours, theme } from './theme.js';

// Where the library behind the dialogs looks for it, which writes a style of its own while the page must not scroll.
Object.assign(globalThis, { __webpack_nonce__: pageNonce });

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={legibleColours}
      defaultColorScheme="auto"
      getStyleNonce={() => pageNonce}
    >
      <TextProvider>
        <QueryClientProvider client={queries}>
          <Notifications position="bottom-left" />
          <FieldChecks />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </TextProvider>
    </MantineProvider>
  );
}
