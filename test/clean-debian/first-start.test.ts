// The first start on a Debian on which nobody has installed anything but Node 20, as a user who may not become root, and as root.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cleanDebian, noCleanDebian, releases } from '#test/harness/clean-debian';

const start = (form: string): string => `npm start -- --once --form ${form}`;

for (const [version, release] of Object.entries(releases)) {
  describe(`a clean Debian ${version}`, { skip: noCleanDebian() }, () => {
    it('starts Robot Shop for a user without root, without sudo, Java or Maven', async () => {
      const debian = await cleanDebian(release);
      assert.notEqual((await debian.run('sudo -n true || java -version || mvn -v')).code, 0);

      const alone = await debian.run(start('both'), { network: false });
      assert.equal(alone.code, 2, alone.output);
      assert.match(
        alone.output,
        /npm registry https:\/\/registry\.npmjs\.org\/ does not answer \(E[A-Z_]+\)/,
      );

      const first = await debian.run(start('serverless'));
      assert.equal(first.code, 0, first.output);
      assert.match(first.output, /Done +yes/);
      assert.match(first.output, /Downloading \d+ Debian packages \(\d+ MB\)/);
      assert.doesNotMatch(first.output, /rabbitmq/i, 'a broker, which only the other form has');

      const second = await debian.run(start('microservice'));
      assert.equal(second.code, 0, second.output);
      assert.match(second.output, /Installing Debian packages \(rabbitmq-server erlang-base\)/);
      assert.doesNotMatch(second.output, /jars/);

      const third = await debian.run(start('both'), { network: false });
      assert.equal(third.code, 0, third.output);
      assert.doesNotMatch(third.output, /Installing|Downloading/);

      const other = await debian.run('npm start -- social-network --once --form microservice', {
        network: false,
      });
      assert.equal(other.code, 2, other.output);
      assert.match(other.output, /Debian packages .* could not be installed: memcached/);
      assert.match(other.output, /why: .*deb\.debian\.org/);
    });

    it('makes PDFs in both forms of Overleaf, and knows wrong words, for a user without root', async () => {
      const debian = await cleanDebian(release);
      const first = await debian.run('npm start -- overleaf --once');
      assert.equal(first.code, 0, first.output);
      assert.match(first.output, /Installing programs of services without root/);
      assert.match(first.output, /^Compute +[\d.]+ ms/m);

      const aspell = '~/.cache/diptych/debian/programs/commands/aspell';
      const words = await debian.run(`echo wrold | ${aspell} pipe -d en_GB`);
      assert.match(words.output, /^& wrold .*\bworld\b/m);

      const second = await debian.run('npm start -- overleaf --once', { network: false });
      assert.equal(second.code, 0, second.output);
      assert.doesNotMatch(second.output, /Installing|Downloading/);
    });

    it('starts Robot Shop for root within 2 minutes', async () => {
      const debian = await cleanDebian(release);
      const from = performance.now();
      const { code, output } = await debian.run(start('both'), { user: 'root' });
      assert.equal(code, 0, output);
      assert.match(output, /Done +yes/);
      assert.ok(performance.now() - from < 120_000, output);
    });
  });
}
