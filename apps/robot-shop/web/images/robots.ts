import { diplomat, ewooid, freshener, medic, stan, watson } from './characters.ts';
import { enforcer, juggernaut, miner, probe, travelDroid } from './machines.ts';
import { box, dot, line, picture } from './parts.ts';

const unknown = picture(
  [
    line('M150 58V34', 5, '#8d867a'),
    dot(150, 28, 9, '#e4ded2'),
    box(86, 58, 128, 98, 28, '#efeae0'),
    `<text x="150" y="132" font-family="sans-serif" font-size="70" font-weight="700" text-anchor="middle" fill="#8d867a" stroke="none">?</text>`,
    box(98, 168, 104, 84, 22, '#e4ded2'),
    line(
      'M98 194C76 198 72 216 76 230M202 194C224 198 228 216 224 230M128 256V276M172 256V276',
      9,
      '#8d867a',
    ),
  ],
  70,
  '#8d867a',
);

/** One drawing per product, by SKU, and the placeholder for products that we have no drawing of. */
export const robots: Record<string, string> = {
  Watson: watson,
  Ewooid: ewooid,
  HPTD: travelDroid,
  UHJ: juggernaut,
  EPE: probe,
  EMM: medic,
  SHCE: diplomat,
  RED: enforcer,
  RMC: miner,
  'STAN-1': stan,
  CNA: freshener,
  placeholder: unknown,
};
