/** What the page says under a name; empty when it says nothing. */
export const metaText = (name: string): string =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
