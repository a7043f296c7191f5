const { OWN } = process.env;

/** Changes what it is given, and fails on request. */
export function main(params: { list?: number[]; fail?: boolean }): object {
  if (params.fail) throw new Error('as asked');
  params.list?.push(0);
  return { in: process.pid, list: params.list, own: OWN };
}
