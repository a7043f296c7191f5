import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readStatement } from '#apps/lab-insurance/payment/bank-statement';

const header = 'TransactionId,TransactionType,AccountingDate,AccountNumber,Amount\n';
const first = '231232132131';

describe('a bank statement', () => {
  const read = (rows: string) => {
    const { transactions, rejects } = readStatement(header + rows);
    return [
      ...transactions.map(({ line, entryType, amount }) => [line, entryType, amount]),
      ...rejects.map(({ line, reason }) => [line, reason]),
    ];
  };
  const row = (amount: string, type = 'A') => `1,${type},2018-08-01,${first},${amount}`;

  const amounts: [text: string, entryType: string, cents: number][] = [
    ['10.21', 'inpayment', 1021],
    ['5', 'inpayment', 500],
    ['1.005', 'inpayment', 101],
    ['1.0049', 'inpayment', 100],
    ['1e2', 'inpayment', 10_000],
    ['+3.', 'inpayment', 300],
    ['.5', 'inpayment', 50],
    ['0', 'inpayment', 0],
    ['-4.5', 'outpayment', 450],
    ['-1.005', 'outpayment', 101],
    ['" 7.10 "', 'inpayment', 710],
  ];
  for (const [text, entryType, cents] of amounts)
    it(`with ${text} books ${cents} cents`, () => assert.deepEqual(read(row(text)), [[2, entryType, cents]]));

  it('books debits as going out, whatever their sign, and unknown types by their sign', () => {
    for (const type of ['D', 'd', 'DEBIT'])
      assert.deepEqual(read(`${row('3', type)}\n${row('-3', type)}`), [
        [2, 'outpayment', 300],
        [3, 'outpayment', 300],
      ]);
    assert.deepEqual(read(row('3', 'X')), [[2, 'inpayment', 300]]);
  });

  const wrong: [row: string, reason: RegExp][] = [
    [row('ten'), /Amount ten is no number/],
    [row('"10,50"'), /Amount 10,50 is no number/],
    [row('10,50'), /more columns than the header/],
    [row(''), /Amount {2}is no number/],
    [row('NaN'), /no number/],
    [row('Infinity'), /no number/],
    [row('0x10'), /no number/],
    [row('1e13'), /more than/],
    [row('1e999999999'), /more than/],
    [`1,A,01.02.2020,${first},10`, /AccountingDate 01.02.2020 is no date/],
    [`1,A,2021-02-29,${first},10`, /no date/],
    [`1,A,,${first},10`, /no date/],
    ['1,A,2018-08-01', /has 3 of the 5 columns/],
    [`1;A;2018-08-01;${first};10`, /has 1 of the 5 columns/],
    [`1,A,2018-08-01,"${first}"x,10`, /is not CSV/],
  ];
  for (const [bad, reason] of wrong)
    it(`rejects ${bad}, and books what is before and after it`, () => {
      const { transactions, rejects } = readStatement(`${header}${row('1')}\n${bad}\n${row('2')}\n`);
      assert.deepEqual(
        transactions.map(({ line, amount }) => [line, amount]),
        [
          [2, 100],
          [4, 200],
        ],
      );
      assert.deepEqual(
        rejects.map(({ line, text }) => [line, text]),
        [[3, bad]],
      );
      assert.match(rejects[0]?.reason ?? '', reason);
    });

  it('may have other line ends, quotes, names of columns, more columns, blank lines and a byte order mark', () => {
    const text = `\uFEFFa,b,c,d,e,"f, g"\r\n"1","A","2018-08-01","${first}","3.50",""\r\n\r\n  \r\n2,A,2018-08-01, ${first} ,1,"so ""it"" is"`;
    const { transactions, rejects } = readStatement(text);
    assert.deepEqual(rejects, []);
    assert.deepEqual(
      transactions.map(({ line, accountNumber, amount }) => [line, accountNumber, amount]),
      [
        [2, first, 350],
        [5, first, 100],
      ],
    );
  });

  it('without rows, or without anything, is nothing', () => {
    for (const text of ['', header, header.trim()])
      assert.deepEqual(readStatement(text), { transactions: [], rejects: [] });
  });

  it('without a header does not lose its first row', () => {
    const { transactions, rejects } = readStatement(`${row('1')}\n${row('2')}`);
    assert.equal(transactions.length, 1);
    assert.deepEqual(
      rejects.map(({ line, text }) => [line, text]),
      [[1, row('1')]],
    );
  });
});
