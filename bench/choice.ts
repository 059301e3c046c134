import type { Endpoint } from './endpoint.ts';
import { sizeBytes } from './sizes.ts';
import {
  deleteWork,
  listWork,
  mixedWork,
  multipartWork,
  objectWork,
  poolSize,
  type Work,
} from './works.ts';

/** Which works a run does. */
export interface Choice {
  readonly sizes: readonly string[];
  readonly clients: readonly number[];
  readonly largeClients: readonly number[];
  readonly listClients: readonly number[];
  readonly methods: readonly ('GET' | 'HEAD' | 'PUT')[];
  readonly withOthers: boolean;
  /** Peers are filled over HTTP, which takes too long for larger buckets. */
  readonly peerListingLimit: number;
}

/** What the promises are about. */
export const checkChoice: Choice = {
  sizes: ['4KiB', '64MiB'],
  clients: [32],
  largeClients: [1],
  listClients: [16],
  methods: ['GET', 'PUT'],
  withOthers: false,
  peerListingLimit: 1_000,
};

/** Every kind of work; with `all`, in every size and with every number of clients. */
export function fullChoice(all: boolean): Choice {
  return {
    sizes: all ? ['1KiB', '4KiB', '64KiB', '1MiB', '64MiB'] : ['4KiB', '64KiB', '64MiB'],
    clients: all ? [1, 16, 32, 64] : [32],
    largeClients: all ? [1, 16, 64] : [1],
    listClients: all ? [1, 16, 64] : [16],
    methods: ['GET', 'HEAD', 'PUT'],
    withOthers: true,
    peerListingLimit: 100_000,
  };
}

const largeBytes = 16 * 1024 ** 2;

/** The sizes whose objects have to be there, and how many of each nginx gives. */
export function readSizes(choice: Choice): readonly { bytes: number; count: number }[] {
  return choice.sizes.map(sizeBytes).map((bytes) => ({ bytes, count: poolSize(bytes) }));
}

export interface Endpoints {
  /** A regular expression for names of works. */
  readonly matching: string | undefined;
  readonly own: Endpoint;
  readonly peers: readonly Endpoint[];
  readonly nginx: Endpoint | undefined;
}

function objectWorks(choice: Choice): readonly Work[] {
  return choice.sizes.map(sizeBytes).flatMap((bytes) => {
    const clients = bytes < largeBytes ? choice.clients : choice.largeClients;
    // The head of a large object is that of a small one.
    const methods = choice.methods.filter((method) => method !== 'HEAD' || bytes < largeBytes);
    return methods.flatMap((method) => clients.map((count) => objectWork(method, bytes, count)));
  });
}

/** The works of a run, each with the endpoints that can do it. */
export function chooseWorks(
  choice: Choice,
  listings: readonly number[],
  { matching, own, peers, nginx }: Endpoints,
): readonly { work: Work; endpoints: readonly Endpoint[] }[] {
  const stores = [own, ...peers];
  const ofObjects = objectWorks(choice).map((work) => {
    const isReference = work.isPlainRead && nginx !== undefined;
    return { work, endpoints: isReference ? [...stores, nginx] : stores };
  });
  const ofListings = listings.flatMap((keys) =>
    choice.listClients.flatMap((clients) =>
      [false, true].map((withDelimiter) => ({
        work: listWork(keys, withDelimiter, clients),
        endpoints: keys <= choice.peerListingLimit ? stores : [own],
      })),
    ),
  );
  const others = [
    ...choice.clients.flatMap((clients) => [deleteWork(clients), mixedWork(4096, clients)]),
    multipartWork(1024 ** 3, 4),
  ].map((work) => ({ work, endpoints: stores }));
  const all = [...ofObjects, ...ofListings, ...(choice.withOthers ? others : [])];
  const pattern = new RegExp(matching ?? '');
  return all.filter(({ work }) => pattern.test(work.name));
}
