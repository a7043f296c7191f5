let calls = 0;

/** Changes what it is given, counts its calls, and fails on request. */
export function main(params: { list?: number[]; fail?: boolean }): object {
  if (params.fail) throw new Error('as asked');
  params.list?.push(0);
  calls += 1;
  return { in: process.pid, list: params.list, calls, own: process.env.OWN };
}
