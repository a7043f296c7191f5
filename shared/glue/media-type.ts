/** How OpenWhisk treats a body of some type; `none` is no type, or a text that is no media type. */
export type Family = 'json' | '+json' | 'text' | 'binary' | 'none';

/** The types that OpenWhisk's HTTP library registers as text; what is not here and has no charset is binary. */
const application =
  'atom+xml base64 javascript rss+xml soap+xml xhtml+xml xml xml-dtd x-latex x-vrml x-www-form-urlencoded';
const text =
  'asp cache-manifest calendar css csv event-stream html markdown mcf plain richtext tab-separated-values uri-list ' +
  'vnd.wap.wml vnd.wap.wmlscript xml x-asm x-c x-component x-h x-java-source x-pascal x-script x-server-parsed-html ' +
  'x-setext x-sgml x-speech x-uuencode x-vcalendar x-vcard';
const registered = new Set([
  ...application.split(' ').map((name) => `application/${name}`),
  ...text.split(' ').map((name) => `text/${name}`),
]);

const shape = /^\s*([\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+)\s*(?:;.*)?$/;
const known = new Map<string, Family>();

/**
 * The family of a media type, by the rules of OpenWhisk's controller. Source: the recording of a real one, groups
 * `web` and `webout`.
 */
export function familyOf(type: string | undefined): Family {
  if (type === undefined) return 'none';
  let family = known.get(type);
  if (family === undefined) {
    // Clients choose the types of requests: without a limit they could fill the memory.
    if (known.size >= 100) known.clear();
    family = classify(type);
    known.set(type, family);
  }
  return family;
}

function classify(type: string): Family {
  const name = shape.exec(type)?.[1]?.toLowerCase();
  if (name === undefined) return 'none';
  if (name === 'application/json') return 'json';
  if (name.endsWith('+json')) return '+json';
  const isText = registered.has(name) || /^application\/.*\+xml$/.test(name) || /;\s*charset=/i.test(type);
  return isText ? 'text' : 'binary';
}
