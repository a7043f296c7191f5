/** Starts the server in this process; resolves with its port. */
export function thriftServer(): Promise<number>;
/** A client over one connection; `count` returns the length of the JSON text's list `items`. */
export function thriftClient(port: number): { count(text: string): Promise<number>; close(): void };
