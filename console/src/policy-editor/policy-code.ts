import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { type Diagnostic, linter, lintGutter } from '@codemirror/lint';
import { Compartment, type EditorState } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import type { PolicyFinding } from '../../../src/policy/analyse/finding.ts';
import { policyFindings } from '../../../src/policy/analyse/policy-findings.ts';
import type { PolicyGrammar } from '../../../src/policy/index.ts';
import { completePolicy } from './completions.ts';
import { editorTheme } from './editor-theme.ts';
import { type LineRange, markedLines, marking } from './marked-lines.ts';

const severityOf = {
  error: 'error',
  security: 'warning',
  warning: 'warning',
  suggestion: 'info',
} as const;

function offsetOf(state: EditorState, { position }: PolicyFinding): number {
  const line = state.doc.line(Math.min(Math.max(position.line, 1), state.doc.lines));
  return Math.min(line.from + position.column - 1, line.to);
}

function diagnosticsOf(state: EditorState, grammar: PolicyGrammar): Diagnostic[] {
  return policyFindings(state.doc.toString(), grammar, {}).map((finding) => {
    const from = offsetOf(state, finding);
    const word = /^"[^"]*"|^\S/.exec(state.sliceDoc(from, from + 200))?.[0] ?? '';
    return {
      from,
      to: from + word.length,
      severity: severityOf[finding.severity],
      message: finding.message,
    };
  });
}

export interface PolicyCodeOptions {
  /** Its shadow tree holds the editor: there style sheets need no style element, which CSP forbids. */
  readonly host: HTMLElement;
  readonly grammar: PolicyGrammar;
  readonly text: string;
  readonly label: string;
  readonly dark: boolean;
  readonly onChange: (text: string) => void;
}

export interface PolicyCode {
  setText(text: string): void;
  setDark(dark: boolean): void;
  /** Puts the cursor where a finding stands. */
  show(finding: PolicyFinding): void;
  /** Makes these lines stand out, and no others. */
  mark(lines: readonly LineRange[]): void;
  destroy(): void;
}

/** The text of a policy, with completion and findings as it is written. */
export function createPolicyCode(options: PolicyCodeOptions): PolicyCode {
  const { host, grammar, text, label, dark, onChange } = options;
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const theme = new Compartment();
  const view = new EditorView({
    root,
    parent: root,
    doc: text,
    extensions: [
      lineNumbers(),
      history(),
      json(),
      indentUnit.of('  '),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      highlightActiveLine(),
      autocompletion({ override: [completePolicy(grammar)], icons: false }),
      linter((current) => diagnosticsOf(current.state, grammar), { delay: 200 }),
      lintGutter(),
      markedLines,
      // Tab moves on: who works with the keyboard must get out again.
      keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange(update.state.doc.toString());
      }),
      theme.of(editorTheme(dark)),
    ],
  });
  return {
    setText(next) {
      const now = view.state.doc.toString();
      if (next !== now) view.dispatch({ changes: { from: 0, to: now.length, insert: next } });
    },
    setDark: (isDark) => view.dispatch({ effects: theme.reconfigure(editorTheme(isDark)) }),
    show(finding) {
      const anchor = offsetOf(view.state, finding);
      view.dispatch({ selection: { anchor }, scrollIntoView: true });
      view.focus();
    },
    mark: (lines) => view.dispatch(marking(view.state, lines)),
    destroy: () => view.destroy(),
  };
}
