import { useId, useState } from 'preact/hooks';
import { addDays, addMonths, today, wholeEuro } from '../format.ts';
import type { Cover, Question } from '../types.ts';
import { Icon } from './icon.tsx';

/** From when to when: a year from tomorrow on, unless something else is chosen; never from before tomorrow. */
export function PeriodFields() {
  const tomorrow = addDays(today(), 1);
  const [from, begin] = useState(tomorrow);
  const [to, end] = useState(yearFrom(tomorrow));
  const [fromId, toId] = [useId(), useId()];
  return (
    <div class="pair">
      <div class="field">
        <label for={fromId}>Policy from</label>
        <input
          id={fromId}
          class="input"
          type="date"
          name="from"
          required
          min={tomorrow}
          value={from}
          onChange={({ currentTarget: { value } }) => {
            begin(value);
            if (value !== '' && value > to) end(yearFrom(value));
          }}
        />
      </div>
      <div class="field">
        <label for={toId}>Policy to</label>
        <input
          id={toId}
          class="input"
          type="date"
          name="to"
          required
          min={from || tomorrow}
          value={to}
          onChange={({ currentTarget: { value } }) => end(value)}
        />
      </div>
    </div>
  );
}

const yearFrom = (date: string): string => addDays(addMonths(date, 12), -1);

/** The field for an answer. */
export function QuestionField({ question: { type, code, text, choices = [] } }: { question: Question }) {
  const id = useId();
  if (type === 'choice')
    return (
      <fieldset class="field bare">
        <legend>{text}</legend>
        <div class="options">
          {choices.map((choice) => (
            <label key={choice.code} class="option">
              <input type="radio" name={code} value={choice.code} required />
              {choice.label}
            </label>
          ))}
        </div>
      </fieldset>
    );
  return (
    <div class="field">
      <label for={id}>{text}</label>
      <input
        id={id}
        class="input short"
        name={code}
        required
        {...(type === 'date' ? { type } : { type: 'number', min: 0, step: 'any', inputMode: 'decimal' })}
      />
    </div>
  );
}

/** The covers: those that always belong to the product, and those that may be added. */
export function CoverChoice({ covers }: { covers: Cover[] }) {
  return (
    <fieldset class="field bare">
      <legend>Covers</legend>
      <ul class="cover-choice">
        {covers.map((cover) => (
          <li key={cover.code}>
            {cover.optional ? (
              <label>
                <input
                  type="checkbox"
                  name="cover"
                  value={cover.code}
                  defaultChecked
                  required={covers.length === 1}
                />
                <CoverName cover={cover} />
              </label>
            ) : (
              <p>
                <Icon name="lock" size={18} />
                <CoverName cover={cover} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function CoverName({ cover: { name, optional, sumInsured } }: { cover: Cover }) {
  return (
    <>
      <span>
        {name} <span class="tag">{optional ? 'optional' : 'always included'}</span>
      </span>
      <span class="muted number">{sumInsured !== undefined && `up to ${wholeEuro(sumInsured)}`}</span>
    </>
  );
}
