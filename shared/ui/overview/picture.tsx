import { useMemo, useRef } from 'preact/hooks';
import { useWidth } from '../hooks.ts';
import { arrowOf, boxHeight, layoutOf, type PlacedBox } from './picture-layout.ts';
import type { Picture } from './picture-types.ts';
import { arrowKey, type Light, type Playback } from './playback.ts';

interface Props {
  picture: Picture;
  /** What it is a picture of. */
  title: string;
  playback: Playback | undefined;
  /** Milliseconds of the playback that have passed. */
  now: number;
}

/** The parts of a form as boxes with arrows. Those in which the request is now are lit; those in which it was have the numbers of its steps. */
export function PictureOf({ picture, title, playback, now }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const { boxes, height } = useMemo(() => layoutOf(picture, width), [picture, width]);
  const stateOf = (key: string): string => lightState(playback?.lights.get(key), now);
  return (
    <div ref={frame} class="picture">
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={`${title}: ${inWords(picture)}`}>
          {picture.arrows.map(({ from, to }) => {
            const [source, target] = [boxes.get(from), boxes.get(to)];
            if (!source || !target) return null;
            const { curve, head } = arrowOf(source, target);
            return (
              <g key={arrowKey(from, to)} class={`arrow ${stateOf(arrowKey(from, to))}`}>
                <path class="curve" d={curve} />
                {target.kind !== 'broker' && <path class="head" d={head} />}
              </g>
            );
          })}
          {[...boxes.values()].map((box) => (
            <BoxOf key={box.id} box={box} lights={playback?.lights.get(box.id)} now={now} />
          ))}
        </svg>
      )}
    </div>
  );
}

function BoxOf({ box, lights, now }: { box: PlacedBox; lights: Light[] | undefined; now: number }) {
  const { x, y, width, title, kind } = box;
  const steps = [...new Set(lights?.filter(({ from }) => from <= now).map(({ step }) => step))];
  return (
    <g
      class={`box ${kind.replace(' ', '-')} ${lightState(lights, now)}`}
      data-box={title}
      transform={`translate(${x} ${y})`}
    >
      <Shape kind={kind} width={width} />
      <text x={width / 2} y={boxHeight / 2 + 1}>
        {title}
      </text>
      {steps.length > 0 && (
        <text class="steps-of" x={width - 4} y={-4}>
          {steps.length > 4 ? `${steps.slice(0, 4).join(',')}…` : steps.join(',')}
        </text>
      )}
    </g>
  );
}

/** A process has corners, an action is round, a store is a cylinder, a broker a pipe. */
export function Shape({ kind, width }: { kind: PlacedBox['kind']; width: number }) {
  const [bend, bottom] = [4, boxHeight - 4];
  if (kind === 'store') {
    const lid = `A${width / 2},${bend} 0 0 1 ${width},${bend}`;
    return (
      <>
        <path class="shape" d={`M0,${bend} ${lid} V${bottom} A${width / 2},${bend} 0 0 1 0,${bottom} Z`} />
        <path class="shape lid" d={`M0,${bend} A${width / 2},${bend} 0 0 0 ${width},${bend}`} />
      </>
    );
  }
  if (kind === 'broker') {
    const [left, right, middle] = [bend * 2, width - bend * 2, boxHeight / 2];
    return (
      <path
        class="shape"
        d={`M${left},0 H${right} L${width},${middle} L${right},${boxHeight} H${left} L0,${middle} Z`}
      />
    );
  }
  return <rect class="shape" width={width} height={boxHeight} rx={kind === 'action' ? boxHeight / 2 : 4} />;
}

/** How something looks at a time: `lit`, `lit init` while code is loaded, `passed` afterwards. */
function lightState(lights: Light[] | undefined, now: number): string {
  const lit = lights?.filter(({ from, to }) => from <= now && now < to) ?? [];
  if (lit.length > 0) return lit.every(({ isInit }) => isInit) ? 'lit init' : 'lit';
  return lights?.some(({ to }) => to <= now) ? 'passed' : '';
}

/** What a picture shows, in words. */
function inWords({ boxes, arrows }: Picture): string {
  const titleOf = (id: string) => boxes.find((box) => box.id === id)?.title ?? id;
  return boxes
    .map(({ id, title, kind }) => {
      const used = arrows.filter(({ from }) => from === id).map(({ to }) => titleOf(to));
      return `${kind} ${title}${used.length === 0 ? '' : ` uses ${used.join(', ')}`}`;
    })
    .join('; ');
}
