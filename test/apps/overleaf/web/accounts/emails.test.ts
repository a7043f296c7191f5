import assert from 'node:assert/strict';
import { it } from 'node:test';
import { emailText, localPart, reversedHostname } from '#apps/overleaf/web/accounts/emails';

it('takes addresses as browsers do, in lower case', () => {
  for (const [given, kept] of [
    ['Ada@Example.org', 'ada@example.org'],
    ['root@localhost', 'root@localhost'],
    ["o'hara+tex@mail.example.org", "o'hara+tex@mail.example.org"],
  ])
    assert.equal(emailText.parse(given), kept);
});

it('refuses what is no address, so that a mail has one receiver', () => {
  const refused = [
    '',
    'nonsense',
    '@example.org',
    'ada@',
    'ada@example.org ',
    'ada@example.org,eve@example.org',
    'Ada <ada@example.org>',
    'ada@example.org\r\nBcc: eve@example.org',
    `${'a'.repeat(250)}@example.org`,
    { $gt: '' },
    undefined,
  ];
  for (const given of refused) assert.equal(emailText.safeParse(given).success, false, String(given));
});

it('has a part before the @, and a host that is read backwards', () => {
  assert.equal(localPart('ada@example.org'), 'ada');
  assert.equal(reversedHostname('ada@example.org'), 'gro.elpmaxe');
});
