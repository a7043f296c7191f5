import { useState } from 'preact/hooks';
import { useLoad } from '../../../../../shared/ui/hooks.ts';
import { ErrorNotice, Loading } from '../../../../../shared/ui/notice.tsx';
import { place } from '../../../../../shared/ui/router.tsx';
import { useStore } from '../../../../../shared/ui/store.ts';
import { api } from '../api.ts';
import { Accounts } from '../parts/accounts.tsx';
import { BankImport } from '../parts/bank-import.tsx';
import { Degraded } from '../parts/degraded.tsx';
import { PageHead, usePageTitle } from '../parts/page-head.tsx';
import { Rejects } from '../parts/rejects.tsx';
import type { Account } from '../types.ts';

const path = '/api/payments/accounts';

/** Accounts and what is owed, and the bank's statements. */
export function PaymentsPage() {
  usePageTitle('Payments');
  const wanted = new URLSearchParams(useStore(place).split('?')[1]).get('find') ?? '';
  const [imports, imported] = useState(0);
  const { value, error, reload } = useLoad('accounts', (signal) => api<Account[]>(path, { signal }));
  return (
    <>
      <PageHead
        title="Payments"
        lead="Each policy has an account. Its balance is what the bank has booked, less what is due by today."
      />
      <BankImport
        done={() => {
          imported(imports + 1);
          reload();
        }}
      />
      <ErrorNotice text={error} retry={reload} />
      {value === undefined && error === undefined && <Loading what="the accounts" />}
      <Degraded path={path} what="accounts" retry={reload}>
        {value && <Accounts key={wanted} accounts={value} wanted={wanted} turn={imports} />}
      </Degraded>
      <Rejects turn={imports} />
    </>
  );
}
