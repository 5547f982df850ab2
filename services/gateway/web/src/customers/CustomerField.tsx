import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { useMay } from '../session/useMe.js';
import { useTexts } from '../text/TextProvider.js';
import { AddCustomerDialog } from './AddCustomerDialog.js';
import type { Customer } from './customerQueries.js';
import { CustomerSelect } from './CustomerSelect.js';

interface CustomerFieldProps {
  /** The customer's id, or ''. */
  value: string;
  onChange(customer: Customer | null): void;
  error?: ReactNode;
}

/** A form's customer: found, or added without leaving the form. */
export function CustomerField({ value, onChange, error }: CustomerFieldProps) {
  const { t } = useTexts();
  const may = useMay();
  const mayAdd = may('customers.create', 'customers.manage');
  const [adding, { open, close }] = useDisclosure();
  // Whoever finds nobody by what was typed adds them by it.
  const [typed, setTyped] = useState('');
  return (
    <>
      <Group align={error ? 'center' : 'flex-end'}>
        <div style={{ flex: '1 1 14rem', minWidth: 0 }}>
          <CustomerSelect
            value={value}
            onChange={onChange}
            onTyped={setTyped}
            required
            error={error}
            none={mayAdd ? undefined : `${t('customer.none')}. ${t('customer.askSales')}.`}
          />
        </div>
        {mayAdd && (
          <Button variant="default" onClick={open}>
            + {t('customer.add')}
          </Button>
        )}
      </Group>
      <AddCustomerDialog
        opened={adding}
        typed={typed.trim()}
        onClose={close}
        onAdded={(customer) => {
          onChange(customer);
          setTyped('');
          close();
        }}
      />
    </>
  );
}
