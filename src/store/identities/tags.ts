import type { Done, Missing, OverLimit, Page, PageRequest, Tag } from './outcome.ts';

/** What carries tags. `name` is the ARN for a policy or an OIDC provider. */
export interface TaggedReference {
  readonly accountId: string;
  readonly kind: 'user' | 'role' | 'policy' | 'instance-profile' | 'oidc-provider';
  readonly name: string;
}

export interface TagStore {
  /** Adds, or replaces where the key is there; keys compare without regard to case. */
  tag(entity: TaggedReference, tags: readonly Tag[]): Promise<Done | Missing | OverLimit>;
  /** Keys that are not there are no error. */
  untag(entity: TaggedReference, keys: readonly string[]): Promise<Done | Missing>;
  /** By key; `next` is a key. */
  listTags(entity: TaggedReference, page: PageRequest): Promise<Page<Tag> | Missing>;
}
