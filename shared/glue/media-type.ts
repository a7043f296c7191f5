/** The text types that OpenWhisk's controller knows; the list is of its HTTP library, as far as services use it. */
const registeredText = new Set([
  'text/calendar',
  'text/css',
  'text/csv',
  'text/event-stream',
  'text/html',
  'text/markdown',
  'text/plain',
  'text/tab-separated-values',
  'text/uri-list',
  'text/xml',
  'application/javascript',
  'application/xml',
  'application/x-www-form-urlencoded',
]);

const essence = (type: string | undefined): string => (type ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** Whether a media type is JSON: `application/json` or a type that ends in `+json`. */
export const isJsonType = (type: string | undefined): boolean =>
  /^application\/(json|[^/]+\+json)$/.test(essence(type));

/**
 * Whether OpenWhisk passes a body of this type as text; everything else travels in base64.
 * Source: the recording of a real controller, groups `web` and `webout`. `application/json` is base64 on the way in.
 */
export function isTextType(type: string | undefined): boolean {
  const name = essence(type);
  if (name === 'application/json' || name === '') return false;
  return registeredText.has(name) || /\+(xml|json)$/.test(name) || /;\s*charset=/i.test(type ?? '');
}
