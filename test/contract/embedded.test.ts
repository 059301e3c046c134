import { describeBlobs } from './blobs.ts';
import { describeBuckets } from './buckets.ts';
import { describeConsoleSessions } from './console-sessions.ts';
import { describeJobs } from './jobs.ts';
import { describeKeys } from './keys.ts';
import { describeListing } from './listing.ts';
import { describeObjects } from './objects.ts';
import { describeOutbox } from './outbox.ts';
import { describeRenames } from './renames.ts';
import { embeddedStores } from './stores.ts';
import { describeUploads } from './uploads.ts';

const smallSegments = { segmentBytes: 256 * 1024 };

describeBlobs('segments and files', embeddedStores());
describeBlobs('files only', embeddedStores({ segmentBlobLimitBytes: 0 }));
describeBlobs(
  'segments only',
  embeddedStores({ segmentBlobLimitBytes: 2 ** 31, ...smallSegments }),
);
describeBuckets('SQLite', embeddedStores());
describeObjects('SQLite', embeddedStores(smallSegments));
describeRenames('SQLite', embeddedStores(smallSegments));
describeListing('SQLite', embeddedStores());
describeUploads('SQLite', embeddedStores());
describeKeys('SQLite', embeddedStores());
describeConsoleSessions('SQLite', embeddedStores());
describeJobs('SQLite', embeddedStores());
describeOutbox('SQLite', embeddedStores());
