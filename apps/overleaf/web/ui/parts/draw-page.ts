import { type ComponentChild, render } from 'preact';

/** Draws a page in the place of what the server has sent for readers without scripts. */
export function drawPage(page: ComponentChild): void {
  const place = document.getElementById('app');
  place?.replaceChildren();
  if (place !== null) render(page, place);
}
