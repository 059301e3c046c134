/** A file and where it lies below what was chosen or dropped: `photos/2026/cat.jpg`. */
export interface ChosenFile {
  readonly path: string;
  readonly file: File;
}

/** Files of an `<input type="file">`, which knows paths where a folder was chosen. */
export function chosenFiles(files: Iterable<File>): ChosenFile[] {
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** Deeper folders are taken for a loop of links. */
const deepestFolder = 64;

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** A directory is read in pieces until one is empty. */
async function entriesOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

async function walk(entry: FileSystemEntry, before: string, depth = 0): Promise<ChosenFile[]> {
  const path = `${before}${entry.name}`;
  if (isFile(entry)) return [{ path, file: await fileOf(entry) }];
  if (!isDirectory(entry) || depth === deepestFolder) return [];
  const found: ChosenFile[] = [];
  for (const inner of await entriesOf(entry))
    found.push(...(await walk(inner, `${path}/`, depth + 1)));
  return found;
}

/** Files and folders that were dropped. */
export async function droppedFiles(data: DataTransfer): Promise<ChosenFile[]> {
  // The browser forgets what was dropped when its event is over: ask for everything at once.
  const entries = [...data.items].map((item) => item.webkitGetAsEntry());
  const plain = chosenFiles(data.files);
  const found: ChosenFile[] = [];
  for (const entry of entries) if (entry !== null) found.push(...(await walk(entry, '')));
  return found.length > 0 ? found : plain;
}
