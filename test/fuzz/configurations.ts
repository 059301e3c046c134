import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'corpus/configurations');

/** `public-access-block.txt` is the document of `?publicAccessBlock`. */
const inCamelCase = new Set(['publicAccessBlock', 'ownershipControls', 'requestPayment']);

function subresourceOf(file: string): string {
  const name = file.replace(/\.txt$/, '');
  const camel = name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return inCamelCase.has(camel) ? camel : name;
}

/** Good documents of the sub-resources of S3, to be spoiled. */
export const configurations = readdirSync(folder).map(
  (file) => [subresourceOf(file), readFileSync(join(folder, file), 'latin1')] as const,
);
