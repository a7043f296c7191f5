import { euro, isShipping } from '../money.ts';
import type { Cart } from '../types.ts';

/** A cart to look at, not to change: the lines, the tax within, the total. */
export function CartLines({ cart, caption }: { cart: Cart; caption: string }) {
  return (
    <table class="lines">
      <caption class="hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Qty</th>
          <th scope="col">Item</th>
          <th scope="col" class="number">
            Amount
          </th>
        </tr>
      </thead>
      <tbody>
        {cart.items.map((item) => (
          <tr key={item.sku} class={isShipping(item) ? 'shipping' : ''}>
            <td>{isShipping(item) ? '' : `${item.qty} ×`}</td>
            <td>{isShipping(item) ? item.name.replace(/^s/, 'S') : item.name}</td>
            <td class="number">{euro(item.subtotal)}</td>
          </tr>
        ))}
      </tbody>
      <Totals cart={cart} />
    </table>
  );
}

/** The last rows of a table of lines. */
export function Totals({ cart }: { cart: Cart }) {
  return (
    <tfoot>
      <tr class="muted">
        <th scope="row" colSpan={2}>
          Tax included (20 %)
        </th>
        <td class="number">{euro(cart.tax)}</td>
      </tr>
      <tr class="total">
        <th scope="row" colSpan={2}>
          Total
        </th>
        <td class="number">{euro(cart.total)}</td>
      </tr>
    </tfoot>
  );
}
