import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { ScrollBox } from './scroll-box.tsx';

/** A column: what it is sorted by, and what its cells show. A column of numbers is set to the right. */
export interface Column<Row> {
  title: string;
  value(row: Row): number | string;
  cell(row: Row): ComponentChildren;
}

interface SortTableProps<Row> {
  caption: string;
  /** The first one heads each row. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string;
  /** Rows below the others, which keep their places. */
  sums?: readonly Row[];
  isWhole?(row: Row): boolean;
}

/** A table whose rows a person sorts by the button of a column: numbers from the greatest, names from A; at the next press the other way. */
export function SortTable<Row>({ caption, columns, rows, keyOf, sums = [], isWhole }: SortTableProps<Row>) {
  const [order, setOrder] = useState<{ column: Column<Row>['title']; isReversed: boolean }>();
  const by = columns.find(({ title }) => title === order?.column);
  const sorted = by === undefined ? rows : sortedBy(rows, by, order?.isReversed ?? false);
  const press = (title: string) =>
    setOrder({ column: title, isReversed: order?.column === title && !order.isReversed });
  const rowOf = (row: Row) => (
    <tr key={keyOf(row)} class={isWhole?.(row) ? 'whole' : undefined}>
      {columns.map((column, index) =>
        index === 0 ? (
          <th key={column.title} scope="row">
            {column.cell(row)}
          </th>
        ) : (
          <td key={column.title} class={classOf(column, rows)}>
            {column.cell(row)}
          </td>
        ),
      )}
    </tr>
  );
  return (
    <ScrollBox name={caption}>
      <table class="figures">
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head
                key={column.title}
                title={column.title}
                isNumber={isNumber(column, rows)}
                order={column === by ? orderOf(column, rows, order?.isReversed) : undefined}
                press={press}
              />
            ))}
          </tr>
        </thead>
        <tbody>{sorted.map(rowOf)}</tbody>
        {sums.length > 0 && <tfoot>{sums.map(rowOf)}</tfoot>}
      </table>
    </ScrollBox>
  );
}

type Order = 'ascending' | 'descending';
const arrows = { ascending: '↑', descending: '↓' };

interface HeadProps {
  title: string;
  isNumber: boolean;
  /** How the rows are sorted by this column; undefined when they are not. */
  order: Order | undefined;
  press(title: string): void;
}

function Head({ title, isNumber, order, press }: HeadProps) {
  return (
    <th scope="col" class={isNumber ? 'number' : undefined} aria-sort={order}>
      <button type="button" class="sort" onClick={() => press(title)}>
        {title}
        <span class="arrow" aria-hidden="true">
          {order && arrows[order]}
        </span>
      </button>
    </th>
  );
}

const isNumber = <Row,>({ value }: Column<Row>, [first]: readonly Row[]): boolean =>
  first !== undefined && typeof value(first) === 'number';

const classOf = <Row,>(column: Column<Row>, rows: readonly Row[]): string | undefined =>
  isNumber(column, rows) ? 'number' : undefined;

/** The first press of the button of a column sorts numbers from the greatest, and names from A. */
const orderOf = <Row,>(column: Column<Row>, rows: readonly Row[], isReversed = false): Order =>
  isNumber(column, rows) === isReversed ? 'ascending' : 'descending';

function sortedBy<Row>(rows: readonly Row[], column: Column<Row>, isReversed: boolean): Row[] {
  const direction = orderOf(column, rows, isReversed) === 'ascending' ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [left, right] = [column.value(a), column.value(b)];
    return direction * (typeof left === 'number' ? left - Number(right) : left.localeCompare(String(right)));
  });
}
