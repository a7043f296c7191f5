import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A server of SMTP that keeps the mails that it gets. */
export interface SmtpServer {
  url: string;
  mails: string[];
  close(): void;
}

/** Starts one on a free port. With `refusal` it answers each receiver with that line. */
export async function startSmtpServer({ refusal }: { refusal?: string } = {}): Promise<SmtpServer> {
  const mails: string[] = [];
  const server = createServer((socket) => speak(socket, mails, refusal));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `smtp://postman:secret-word@127.0.0.1:${port}`, mails, close: () => server.close() };
}

/** What the server says to each command; any other one is fine. */
const answers: [command: RegExp, answer: string][] = [
  [/^EHLO/i, '250-here\r\n250 AUTH PLAIN'],
  [/^AUTH/i, '235 welcome'],
  [/^DATA/i, '354 go on'],
  [/^QUIT/i, '221 bye'],
];

function speak(socket: Socket, mails: string[], refusal: string | undefined): void {
  let mail: string[] | undefined;
  const take = (line: string): void => {
    if (mail === undefined) {
      const answer = answers.find(([command]) => command.test(line))?.[1] ?? '250 fine';
      socket.write(`${refusal !== undefined && /^RCPT/i.test(line) ? refusal : answer}\r\n`);
      if (/^DATA/i.test(line)) mail = [];
    } else if (line === '.') {
      mails.push(mail.join('\n'));
      mail = undefined;
      socket.write('250 taken\r\n');
    } else mail.push(line);
  };
  socket.write('220 ready\r\n');
  socket.on('error', () => {});
  createInterface(socket).on('line', take);
}
