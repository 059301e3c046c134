import { type ChosenFile, chosenFiles } from './dropped-files.ts';

/**
 * Lets a person choose files, or a folder with all that is in it.
 * @returns nothing where nothing was chosen
 */
export function pickFiles(what: 'file' | 'files' | 'folder'): Promise<ChosenFile[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = what === 'files';
    input.webkitdirectory = what === 'folder';
    input.addEventListener('change', () => resolve(chosenFiles(input.files ?? [])));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}
