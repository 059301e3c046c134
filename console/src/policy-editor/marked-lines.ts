import { type EditorState, StateEffect, StateField, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

/** Lines of a policy, counted from 1, both of them included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

const setMarks = StateEffect.define<readonly LineRange[]>();
const decides = Decoration.line({ class: 'cm-decides' });

function decorationsOf(text: Text, ranges: readonly LineRange[]): DecorationSet {
  const marks = ranges.flatMap(({ first, last }) => {
    const end = Math.min(last, text.lines);
    const count = Math.max(0, end - first + 1);
    return Array.from({ length: count }, (_, index) =>
      decides.range(text.line(first + index).from),
    );
  });
  return Decoration.set(marks, true);
}

/** Lines of the editor that stand out: the statement that decided a request. */
export const markedLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { state, effects, changes }) {
    const effect = effects.find((one) => one.is(setMarks));
    return effect === undefined ? marks.map(changes) : decorationsOf(state.doc, effect.value);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** What makes these lines stand out, and no others. */
export function marking(state: EditorState, ranges: readonly LineRange[]) {
  return state.update({ effects: setMarks.of(ranges) });
}
