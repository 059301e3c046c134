import { applyMode, Mode } from '@cloudscape-design/global-styles';

/** What a person chose; `system` follows the machine. */
export type Theme = 'light' | 'dark' | 'system';

const storedName = 'strongroom-theme';
const darkMachine = window.matchMedia('(prefers-color-scheme: dark)');

/** The theme that was chosen in this browser. */
export function storedTheme(): Theme {
  const stored = localStorage.getItem(storedName);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

function apply(theme: Theme): void {
  const dark = theme === 'dark' || (theme === 'system' && darkMachine.matches);
  applyMode(dark ? Mode.Dark : Mode.Light);
}

/** Shows the page as it was chosen, and follows the machine where it was left to it. */
export function applyStoredTheme(): void {
  apply(storedTheme());
  darkMachine.addEventListener('change', () => apply(storedTheme()));
}

/** Chooses a theme, and remembers it in this browser. */
export function chooseTheme(theme: Theme): void {
  localStorage.setItem(storedName, theme);
  apply(theme);
}
