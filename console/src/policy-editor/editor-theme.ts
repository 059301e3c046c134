import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Contrast with the page behind is at least 4.5 to 1 in both. */
const colors = {
  light: { name: '#0b5cad', text: '#8a3b00', other: '#5f2f9e', faint: '#5f6b7a', panel: '#ffffff' },
  dark: { name: '#7cc4ff', text: '#ffb38a', other: '#cfa8ff', faint: '#a4b1c1', panel: '#1b232d' },
} as const;

/** How the editor looks; it takes the colour of its text from the page. */
export function editorTheme(dark: boolean): Extension {
  const { name, text, other, faint, panel } = dark ? colors.dark : colors.light;
  // As pages/access/marked-text.css has it.
  const decides = 'rgb(255 196 0)';
  const marked = `color-mix(in srgb, ${name} 22%, transparent)`;
  const look = EditorView.theme(
    {
      '&': { fontSize: '13px', border: `1px solid ${faint}`, borderRadius: '8px' },
      '&.cm-focused': { outline: `2px solid ${name}`, outlineOffset: '1px' },
      '.cm-content': {
        fontFamily: 'ui-monospace, monospace',
        minHeight: '240px',
        caretColor: 'currentcolor',
      },
      '.cm-scroller': { maxHeight: '520px' },
      '.cm-cursor': { borderLeftColor: 'currentcolor' },
      '.cm-gutters': { background: 'transparent', color: faint, border: 'none' },
      '.cm-activeLine, .cm-activeLineGutter': { background: 'rgb(128 128 128 / 8%)' },
      '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { background: marked },
      '.cm-decides': { background: `color-mix(in srgb, ${decides} 24%, transparent)` },
      '.cm-tooltip': { background: panel, border: `1px solid ${faint}`, borderRadius: '4px' },
      '.cm-tooltip-autocomplete ul li[aria-selected]': { background: marked, color: 'inherit' },
      '.cm-completionDetail': { color: faint },
      // CodeMirror marks with pictures in data: URLs, which the content security policy refuses.
      '.cm-lintRange': { backgroundImage: 'none', textDecoration: 'underline wavy' },
      '.cm-lintRange-error': { textDecorationColor: '#d91515' },
      '.cm-lintRange-warning': { textDecorationColor: '#c98600' },
      '.cm-lintRange-info': { textDecorationColor: name },
      '.cm-lint-marker': { content: 'none', borderRadius: '50%', width: '8px', height: '8px' },
      '.cm-lint-marker-error': { background: '#d91515' },
      '.cm-lint-marker-warning': { background: '#c98600' },
      '.cm-lint-marker-info': { background: name },
    },
    { dark },
  );
  const words = HighlightStyle.define([
    { tag: tags.propertyName, color: name },
    { tag: tags.string, color: text },
    { tag: [tags.number, tags.bool, tags.null], color: other },
  ]);
  return [look, syntaxHighlighting(words)];
}
