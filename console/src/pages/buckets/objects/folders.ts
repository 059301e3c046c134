/** A folder on the way to a prefix. */
export interface Folder {
  readonly name: string;
  readonly prefix: string;
}

/** The part of a prefix up to its last slash: what is listed as a folder. */
export function folderOf(prefix: string): string {
  return prefix.slice(0, prefix.lastIndexOf('/') + 1);
}

/** The folders of a prefix, the outermost first. `a//b` has three, the second without a name. */
export function foldersOf(prefix: string): Folder[] {
  const folders: Folder[] = [];
  let start = 0;
  for (let slash = prefix.indexOf('/'); slash >= 0; slash = prefix.indexOf('/', start)) {
    folders.push({ name: prefix.slice(start, slash + 1), prefix: prefix.slice(0, slash + 1) });
    start = slash + 1;
  }
  return folders;
}

/** What is left of a key below a folder. The object that stands for the folder itself has none. */
export function nameIn(folder: string, key: string): string {
  return key.slice(folder.length) || key;
}
