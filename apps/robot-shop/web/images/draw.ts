/**
 * Draws the pictures of the shop: `node apps/robot-shop/web/images/draw.ts [path of chromium]`.
 * They are committed, so that neither the shop nor its image needs a browser.
 */
import { writeFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { png } from './png.ts';
import { robots } from './robots.ts';

/** Run inside the page, as text, because this folder is compiled without a browser's types. */
const rasterise = (drawing: string) => `(async () => {
  const image = new Image();
  image.src = 'data:image/svg+xml,' + encodeURIComponent(${JSON.stringify(drawing)});
  await image.decode();
  const context = new OffscreenCanvas(300, 300).getContext('2d');
  context.drawImage(image, 0, 0);
  return Array.from(context.getImageData(0, 0, 300, 300).data, (v, i) => i % 4 === 3 ? v : v & 0xfc | v >> 6);
})()`;

const browser = await chromium.launch({
  executablePath: process.argv[2] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage();
for (const [name, drawing] of Object.entries(robots)) {
  const pixels = await page.evaluate<number[]>(rasterise(drawing));
  await writeFile(`${import.meta.dirname}/${name}.png`, png(300, 300, Uint8Array.from(pixels)));
}
await browser.close();
