import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import type { Other, Place } from '../people.ts';

/** Where somebody else is in the document that is shown. */
type RemotePlace = Pick<Other, 'id' | 'name' | 'hue'> & Omit<Place, 'document'>;

/** Where others are in a document. */
export const placesIn = (document: string, others: readonly Other[]): RemotePlace[] =>
  others.flatMap(({ id, name, hue, place }) =>
    place?.document === document ? [{ id, name, hue, ...place }] : [],
  );

const places = StateEffect.define<readonly RemotePlace[]>();

const cursors = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, { changes, effects, newDoc }) {
    for (const effect of effects)
      if (effect.is(places))
        return Decoration.set(
          effect.value.map((place) => {
            const line = newDoc.line(Math.max(1, Math.min(place.row + 1, newDoc.lines)));
            const at = line.from + Math.min(place.column, line.length);
            return Decoration.widget({ widget: new Cursor(place), side: 1 }).range(at);
          }),
          true,
        );
    return shown.map(changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

class Cursor extends WidgetType {
  #place: RemotePlace;

  constructor(place: RemotePlace) {
    super();
    this.#place = place;
  }

  override eq(other: Cursor): boolean {
    const [a, b] = [this.#place, other.#place];
    return a.id === b.id && a.name === b.name && a.hue === b.hue && a.since === b.since;
  }

  override toDOM(): HTMLElement {
    const cursor = document.createElement('span');
    cursor.className = 'remote-cursor hued';
    cursor.style.setProperty('--hue', String(this.#place.hue));
    // The name fades some time after the last movement, also when the line is drawn anew meanwhile.
    cursor.style.setProperty('--still', `${Date.now() - this.#place.since}ms`);
    // The style sheet shows it, so that it is no part of the text.
    cursor.dataset.name = this.#place.name;
    return cursor;
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

/** The cursors of other people in the text, with their names. */
export const remoteCursors: Extension = cursors;

/** Shows where other people are now. */
export const showPlaces = (view: EditorView, shown: readonly RemotePlace[]): void =>
  view.dispatch({ effects: places.of(shown) });
