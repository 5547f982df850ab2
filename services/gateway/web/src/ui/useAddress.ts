import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** The state of a view, kept in the address, so that a link shows the same. A value that is undefined or '' leaves it. */
export function useAddress() {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (values: Record<string, string | undefined>) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(values))
            if (value) after.set(name, value);
            else after.delete(name);
          return after;
        },
        { replace: true },
      ),
    [setParams],
  );
  return { params, change };
}
