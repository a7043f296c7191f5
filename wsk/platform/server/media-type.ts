/** A parsed media type of a header. */
export interface MediaType {
  /** `main/sub`, lower case. */
  type: string;
  /** The parameters other than charset. */
  parameters: [name: string, value: string][];
  charset: string | undefined;
}

// The types that OpenWhisk's HTTP library registers as text with an open charset. Types that it does not register are binary.
const openText = new Set([
  ...[
    'atom+xml',
    'base64',
    'javascript',
    'rss+xml',
    'soap+xml',
    'xhtml+xml',
    'xml-dtd',
    'xml',
    'x-latex',
    'x-vrml',
  ].map((sub) => `application/${sub}`),
  'application/vnd.google-earth.kml+xml',
  ...[
    'asp',
    'cache-manifest',
    'calendar',
    'css',
    'csv',
    'event-stream',
    'html',
    'markdown',
    'mcf',
    'plain',
  ].map((sub) => `text/${sub}`),
  ...[
    'richtext',
    'tab-separated-values',
    'uri-list',
    'vnd.wap.wml',
    'vnd.wap.wmlscript',
    'x-asm',
    'x-c',
    'xml',
  ].map((sub) => `text/${sub}`),
  ...['x-component', 'x-h', 'x-java-source', 'x-pascal', 'x-script', 'x-setext', 'x-sgml', 'x-speech'].map(
    (sub) => `text/${sub}`,
  ),
  ...['x-server-parsed-html', 'x-uuencode', 'x-vcalendar', 'x-vcard'].map((sub) => `text/${sub}`),
]);
const token = "[\\w!#$%&'*+.^`|~-]+";
const shape = new RegExp(
  `^\\s*(${token})/(${token})\\s*((?:;\\s*${token}=(?:${token}|"[^"]*")\\s*)*);?\\s*$`,
);
const parameterShape = new RegExp(`;\\s*(${token})=("[^"]*"|${token})`, 'g');

// Parsed types by their text, because most requests have one of a few types.
const cache = new Map<string, MediaType | undefined>();

/** Parses a media type; undefined when the text is not one. */
export function parseMediaType(text: string): MediaType | undefined {
  if (cache.has(text)) return cache.get(text);
  const media = parse(text);
  if (cache.size > 500) cache.clear();
  cache.set(text, media);
  return media;
}

function parse(text: string): MediaType | undefined {
  const match = shape.exec(text);
  if (match === null) return undefined;
  const parameters: [string, string][] = [];
  let charset: string | undefined;
  for (const [, name = '', value = ''] of (match[3] ?? '').matchAll(parameterShape)) {
    if (name.toLowerCase() === 'charset') charset = charsetName(value.replaceAll('"', ''));
    else parameters.push([name.toLowerCase(), value]);
  }
  return { type: `${match[1]}/${match[2]}`.toLowerCase(), parameters, charset };
}

function charsetName(text: string): string {
  const upper = text.toUpperCase();
  return /^(UTF-|ISO-8859-|US-ASCII|WINDOWS-)/.test(upper) && !upper.startsWith('WINDOWS') ? upper : text;
}

/** Whether the type is JSON: application/json, or a type with the suffix +json. */
export function isJson({ type }: MediaType): boolean {
  return type === 'application/json' || type.endsWith('+json');
}

/** Whether the type has a fixed charset, so that a charset parameter is omitted. */
export function isFixedCharset(media: MediaType): boolean {
  return isJson(media) || media.type === 'application/x-www-form-urlencoded';
}

/** Whether content of the type is text: a type that is registered as text, has a fixed charset, or names a charset. */
export function isText(media: MediaType): boolean {
  const suffix = media.type.startsWith('application/') && media.type.endsWith('+xml');
  return isFixedCharset(media) || openText.has(media.type) || suffix || media.charset !== undefined;
}

/** Renders the type with its parameters, and with `charset` unless the type has a fixed one. */
export function renderMediaType(media: MediaType, charset: string | undefined): string {
  const parameters = media.parameters.map(([name, value]) => `; ${name}=${value}`).join('');
  const last = charset !== undefined && !isFixedCharset(media) ? `; charset=${charset}` : '';
  return media.type + parameters + last;
}
