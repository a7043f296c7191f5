// One of several copies of the runner that start at once. It opens the front door that its last argument names, takes some ports, and
// starts a front door that answers with the name of the copy. Prints one line of JSON, and ends when its standard input ends.
import { openFrontDoorSocket } from '#compose/local/front-door-socket';
import { freePort, openPort } from '#compose/local/ports';
import { startProcess } from '#compose/local/process';
import { supervise } from '#compose/local/supervise';

const [, , name = '', first = '', chosen] = process.argv;
const takenPorts = 150;

try {
  const wanted = {
    chosen: chosen === 'chosen' ? Number(first) : undefined,
    first: Number(first),
    purpose: 'the door',
  };
  const { port, fd } = await openPort(wanted, openFrontDoorSocket);
  const ports = await Promise.all(Array.from({ length: takenPorts }, freePort));
  const launch = () =>
    startProcess({
      name: 'the door',
      command: process.execPath,
      args: ['--disable-warning=ExperimentalWarning', new URL('./a-front-door.ts', import.meta.url).pathname],
      env: { ...process.env, COPY: name },
      socket: fd,
      ready: 'told',
    });
  const door = await supervise(
    'the door',
    launch,
    () => undefined,
    () => process.exit(1),
  );
  process.stdin.on('data', () => door.crash()).on('end', () => process.exit(0));
  console.log(JSON.stringify({ port, ports }));
} catch (error) {
  console.log(JSON.stringify({ failed: (error as Error).message }));
  process.exit(1);
}
