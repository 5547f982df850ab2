import { useSyncExternalStore } from 'react';

const print = window.matchMedia('print');

/** Whether the page is being laid out for paper: what it shows on a screen only in parts is then shown whole. */
export const usePrinting = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      print.addEventListener('change', changed);
      return () => print.removeEventListener('change', changed);
    },
    () => print.matches,
  );
