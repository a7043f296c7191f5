import http from 'node:http';
import https from 'node:https';
import type { Address } from './address.ts';
import { lookUpInTurn } from './instances.ts';

const options = {
  keepAlive: true,
  // A Node server closes an idle connection after 5 s; closing it earlier avoids sending a request on a connection that is closing.
  timeout: 4000,
  lookup: lookUpInTurn,
};
const httpAgent = new http.Agent(options);
const httpsAgent = new https.Agent(options);

/** The agent that keeps the connections to a server open between requests. */
export const agentFor = ({ transport }: Address): http.Agent =>
  transport === https ? httpsAgent : httpAgent;
