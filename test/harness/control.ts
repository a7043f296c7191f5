/** What a test can do to the deployment that `npm test` started. */
export interface Control {
  stop(what: string): Promise<void>;
  start(what: string): Promise<void>;
  /** Ends it as a crash would; it is started again by itself. */
  crash(what: string): Promise<void>;
  /** Lets it do nothing until `thaw`, with its connections open. */
  freeze(what: string): Promise<void>;
  thaw(what: string): Promise<void>;
}

const { FORMS_CONTROL_URL: url, FORMS_CONTROL_TOKEN: token } = process.env;

const post = async (path: string): Promise<void> => {
  const response = await fetch(`${url}/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
};

/**
 * Control over `component/NAME` and `service/APP/FORM/NAME`; `undefined` when the tests run on a deployment that
 * they did not start.
 */
export const control: Control | undefined =
  url === undefined
    ? undefined
    : {
        stop: (what) => post(`${what}/stop`),
        start: (what) => post(`${what}/start`),
        crash: (what) => post(`${what}/crash`),
        freeze: (what) => post(`${what}/freeze`),
        thaw: (what) => post(`${what}/thaw`),
      };
