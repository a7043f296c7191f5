import { useState } from 'preact/hooks';
import { useLoad } from '../../../../../shared/ui/hooks.ts';
import { api } from '../api.ts';
import { counted, euro, moment } from '../format.ts';
import type { Account } from '../types.ts';
import { PolicyLink } from './policy-link.tsx';

const step = 10;

interface AccountsProps {
  accounts: Account[];
  /** Part of a number to begin with. */
  wanted: string;
  /** Changes when balances may have. */
  turn: number;
}

/** The accounts, newest first, with their balances; a policy's or account's number narrows them down. */
export function Accounts({ accounts, wanted, turn }: AccountsProps) {
  const [words, find] = useState(wanted);
  const [shown, show] = useState(step);
  const part = words.trim().toLowerCase();
  const found = accounts
    .filter(({ policyAccountNumber, policyNumber }) =>
      `${policyAccountNumber} ${policyNumber}`.toLowerCase().includes(part),
    )
    .toSorted((a, b) => Date.parse(b.created) - Date.parse(a.created));
  return (
    <section class="panel flush" aria-labelledby="accounts">
      <div class="row section-head">
        <h2 id="accounts">Accounts</h2>
        <input
          class="input"
          type="search"
          aria-label="Find an account"
          placeholder="Account or policy number"
          value={words}
          onInput={({ currentTarget }) => {
            find(currentTarget.value);
            show(step);
          }}
        />
      </div>
      {found.length === 0 ? (
        <p class="muted nothing">{accounts.length === 0 ? 'There is no account yet.' : 'Nothing found.'}</p>
      ) : (
        <table class="rows stacking">
          <caption>{counted(found.length, 'account')}, newest first</caption>
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col">Policy</th>
              <th scope="col">Opened</th>
              <th scope="col" class="number">
                Balance
              </th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, shown).map(({ policyAccountNumber, policyNumber, created }) => (
              <tr key={policyAccountNumber}>
                <th scope="row" class="mono wrap">
                  {policyAccountNumber}
                </th>
                <td data-label="Policy" class="mono wrap">
                  <PolicyLink number={policyNumber} />
                </td>
                <td data-label="Opened" class="once">
                  {moment(created)}
                </td>
                <td data-label="Balance" class="number once">
                  <Balance account={policyAccountNumber} turn={turn} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {found.length > shown && (
        <p class="more">
          <button type="button" class="button" onClick={() => show(shown + step)}>
            Show more
          </button>
        </p>
      )}
    </section>
  );
}

function Balance({ account, turn }: { account: string; turn: number }) {
  const { value, error, reload } = useLoad(`balance ${account} ${turn}`, (signal) =>
    api<Account>(`/api/payments/accounts/${encodeURIComponent(account)}`, { signal }),
  );
  if (error !== undefined)
    return (
      <button type="button" class="quiet" title={error} onClick={reload}>
        Not known; try again
      </button>
    );
  if (value?.balance === undefined) return <span class="muted">…</span>;
  return <strong class={value.balance < 0 ? 'owed' : ''}>{euro(value.balance)}</strong>;
}
