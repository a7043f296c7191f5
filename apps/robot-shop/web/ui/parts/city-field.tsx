import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { inWords } from '../../../../../shared/ui/in-words.ts';
import { ErrorNotice } from '../../../../../shared/ui/notice.tsx';
import { api, at } from '../api.ts';
import type { City, Country } from '../types.ts';

const shortest = 3;
const pauseMs = 200;

interface CityFieldProps {
  country: Country | undefined;
  /** Called with the city that was picked, and with nothing when the text is changed again. */
  choose: (city: City | undefined) => void;
}

const degrees = (value: number, [positive, negative]: [string, string]): string =>
  `${Math.abs(value).toFixed(2)}° ${value < 0 ? negative : positive}`;

/** The part of the country, and for one of several cities of that name also the place on the globe. */
export function whereIs(city: City, others: City[] = []): string {
  const region = `region ${city.region}`;
  if (!others.some(({ uuid, name }) => name === city.name && uuid !== city.uuid)) return region;
  return `${region}, ${degrees(city.latitude, ['N', 'S'])} ${degrees(city.longitude, ['E', 'W'])}`;
}

/** A text field that completes the names of cities: arrow keys and Enter pick, Escape closes. */
export function CityField({ country, choose }: CityFieldProps) {
  const id = useId();
  const [text, write] = useState('');
  const [found, offer] = useState<City[]>();
  const [active, point] = useState(-1);
  const [error, tell] = useState<string>();
  const picked = useRef('');
  const list = useRef<HTMLDivElement>(null);
  const open = found !== undefined && found.length > 0;

  // Waits for a pause in typing; what is under way for an older text is called off.
  useEffect(() => {
    offer(undefined);
    tell(undefined);
    point(-1);
    const wanted = text.trim();
    if (country === undefined || wanted.length < shortest || text === picked.current) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      api<City[]>(at('shipping', 'match', country.code, wanted), { signal: abort.signal }).then(
        (cities) => abort.signal.aborted || offer(cities),
        (problem) => abort.signal.aborted || tell(inWords(problem)),
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text, country]);

  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const pick = (city: City) => {
    picked.current = city.name;
    write(city.name);
    offer(undefined);
    choose(city);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (!open) return;
    const last = found.length - 1;
    if (event.key === 'ArrowDown') point(active === last ? 0 : active + 1);
    else if (event.key === 'ArrowUp') point(active <= 0 ? last : active - 1);
    else if (event.key === 'Escape') offer(undefined);
    else if (event.key === 'Enter') {
      const city = found[Math.max(active, 0)];
      if (city) pick(city);
    } else return;
    event.preventDefault();
  };

  return (
    <div class="field city">
      <label for={id}>City</label>
      <input
        id={id}
        class="input"
        type="text"
        role="combobox"
        autoComplete="off"
        spellcheck={false}
        disabled={country === undefined}
        placeholder={country ? 'The first three letters' : 'Choose a country first'}
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        value={text}
        onInput={(event) => {
          picked.current = '';
          write(event.currentTarget.value);
          choose(undefined);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => offer(undefined)}
      />
      <div ref={list} id={`${id}-list`} role="listbox" aria-label="Cities" class="options" hidden={!open}>
        {found?.map((city, i) => (
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
          <div
            key={city.uuid}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(city)}
          >
            {city.name} <span class="muted">{whereIs(city, found)}</span>
          </div>
        ))}
      </div>
      <p class="hint muted" role="status">
        {hint()}
      </p>
      <ErrorNotice text={error && `The cities cannot be shown. ${error}`} />
    </div>
  );

  function hint(): string {
    if (found === undefined) return '';
    if (found.length === 0) return `No city in ${country?.name} begins with “${text.trim()}”.`;
    return found.length === 1 ? '1 city' : `${found.length} cities`;
  }
}
