import {
  boolean,
  flattenedList,
  type Infer,
  integer,
  oneOf,
  optional,
  structure,
  text,
  timestamp,
} from '../../operation/shape.ts';
import { tagShape } from '../tags.ts';
import type { MinimumSize } from './transition-minimum.ts';

const maxRules = 1000;

/** In characters. */
export const maxIdLength = 255;

/** Where a rule may move objects to. */
const transitionClass = oneOf(
  'GLACIER',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
);

const lifecycleFilter = structure({
  Prefix: optional(text()),
  Tag: optional(tagShape),
  ObjectSizeGreaterThan: optional(integer(0)),
  ObjectSizeLessThan: optional(integer(1)),
  And: optional(
    structure({
      Prefix: optional(text()),
      Tag: optional(flattenedList(tagShape)),
      ObjectSizeGreaterThan: optional(integer(0)),
      ObjectSizeLessThan: optional(integer(1)),
    }),
  ),
});

const lifecycleRule = structure({
  ID: optional(text()),
  Prefix: optional(text()),
  Filter: optional(lifecycleFilter),
  Status: oneOf('Enabled', 'Disabled'),
  Expiration: optional(
    structure({
      Date: optional(timestamp()),
      Days: optional(integer()),
      ExpiredObjectDeleteMarker: optional(boolean()),
    }),
  ),
  Transition: optional(
    flattenedList(
      structure({
        Date: optional(timestamp()),
        Days: optional(integer()),
        StorageClass: transitionClass,
      }),
    ),
  ),
  NoncurrentVersionTransition: optional(
    flattenedList(
      structure({
        NoncurrentDays: optional(integer()),
        NewerNoncurrentVersions: optional(integer(1)),
        StorageClass: transitionClass,
      }),
    ),
  ),
  NoncurrentVersionExpiration: optional(
    structure({
      NoncurrentDays: optional(integer()),
      NewerNoncurrentVersions: optional(integer(1)),
    }),
  ),
  AbortIncompleteMultipartUpload: optional(structure({ DaysAfterInitiation: optional(integer()) })),
});

/** The document of a bucket's lifecycle. */
export const lifecycleShape = structure({
  Rule: flattenedList(lifecycleRule, { minItems: 1, maxItems: maxRules }),
});

export type LifecycleRule = Infer<typeof lifecycleRule>;
export type LifecycleConfiguration = Infer<typeof lifecycleShape>;

/** As it is kept: with what the header of the request said. */
export interface KeptLifecycle extends LifecycleConfiguration {
  /** Undefined: the default. */
  readonly minimumSize?: MinimumSize;
}
