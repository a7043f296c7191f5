/** What a test can do to the deployment that `npm test` started: to `component/NAME` and `service/APP/FORM/NAME`. */
export interface Control {
  stop(what: string): Promise<void>;
  start(what: string): Promise<void>;
  /** Kills it, as a crash would; it is started again by itself. */
  crash(what: string): Promise<void>;
  /** Suspends it until `thaw`, with its connections open. */
  freeze(what: string): Promise<void>;
  thaw(what: string): Promise<void>;
}

const { TEST_CONTROL_URL: url, TEST_CONTROL_TOKEN: token } = process.env;

/** Why tests cannot stop or kill anything here, or false. */
export const noControl: string | false =
  url === undefined && 'the tests did not start this deployment, so they may not break it: run npm test';

/** Rejects where `noControl` says why, and for a name that nothing has. */
async function post(path: string): Promise<void> {
  if (noControl) throw new Error(noControl);
  const response = await fetch(`${url}/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

/** Control over the deployment; each call rejects where `noControl` is set. */
export const control: Control = {
  stop: (what) => post(`${what}/stop`),
  start: (what) => post(`${what}/start`),
  crash: (what) => post(`${what}/crash`),
  freeze: (what) => post(`${what}/freeze`),
  thaw: (what) => post(`${what}/thaw`),
};
