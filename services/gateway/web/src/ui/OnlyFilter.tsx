import { Checkbox } from '@mantine/core';
import type { Address } from './useAddress.js';

interface OnlyFilterProps extends Address {
  /** In the address. */
  name: string;
  label: string;
}

/** Narrows a list down to what has a property. */
export function OnlyFilter({ name, label, params, change }: OnlyFilterProps) {
  return (
    <Checkbox
      label={label}
      checked={params.get(name) === 'true'}
      onChange={(event) => change({ [name]: event.currentTarget.checked ? 'true' : undefined })}
    />
  );
}
