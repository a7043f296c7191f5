/** Whether an Accept header allows a content type; an absent header allows every type. */
export function accepts(header: string | undefined, contentType: string): boolean {
  if (header === undefined || header === '*/*' || header === '') return true;
  const [type = ''] = contentType.toLowerCase().split(';');
  const [main] = type.split('/');
  return header.split(',').some((range) => {
    const [name = '', ...parameters] = range
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    if (name !== '*/*' && name !== `${main}/*` && name !== type.trim()) return false;
    const refused = parameters.some((one) => /^q=0(\.0*)?$/.test(one));
    const others = parameters.filter((one) => !one.startsWith('q='));
    return !refused && others.every((one) => contentType.toLowerCase().includes(one));
  });
}
