const { OWN } = process.env;

/** Changes its parameters; fails on request. */
export function main(params: { list?: number[]; fail?: boolean }): object {
  if (params.fail) throw new Error('on request');
  params.list?.push(0);
  return { in: process.pid, list: params.list, own: OWN };
}
