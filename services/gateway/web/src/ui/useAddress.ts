import { useCallback, useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';

export interface Address {
  params: URLSearchParams;
  /** A value that is undefined or '' leaves the address. */
  change(values: Record<string, string | undefined>): void;
}

/** The state of a view, kept in the address, so that a link shows the same. */
export function useAddress(): Address {
  const [params, setParams] = useSearchParams();
  // A second change may come before the address has followed the first, and must not undo it.
  const latest = useRef(params);
  useEffect(() => {
    latest.current = params;
  }, [params]);
  const change = useCallback(
    (values: Record<string, string | undefined>) => {
      const after = new URLSearchParams(latest.current);
      for (const [name, value] of Object.entries(values))
        if (value) after.set(name, value);
        else after.delete(name);
      latest.current = after;
      setParams(after, { replace: true });
    },
    [setParams],
  );
  return { params, change };
}
