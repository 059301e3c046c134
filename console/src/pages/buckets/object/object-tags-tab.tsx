import { type ObjectPlace, objectArn } from '../../../api/s3/address.ts';
import { getObjectTags, putObjectTags } from '../../../api/s3/object-settings.ts';
import { TagsContainer } from '../tags-container.tsx';

/** The tags of an object, which policies and lifecycle rules can ask for. */
export function ObjectTagsTab({ place }: { readonly place: ObjectPlace }) {
  const ofVersion = place.versionId === undefined ? '' : 'Version';
  return (
    <TagsContainer
      load={() => getObjectTags(place)}
      save={(tags) => putObjectTags(place, tags)}
      action={`s3:PutObject${ofVersion}Tagging`}
      resource={objectArn(place.bucket, place.key)}
    />
  );
}
