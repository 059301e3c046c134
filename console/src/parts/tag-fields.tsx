import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Input from '@cloudscape-design/components/input';
import type { Tag } from '../api/iam/tags.ts';

interface TagFieldsProps {
  readonly tags: readonly Tag[];
  readonly onChange: (tags: readonly Tag[]) => void;
}

const largestCount = 50;

/** Edits tags: pairs of a key and a value. */
export function TagFields({ tags, onChange }: TagFieldsProps) {
  const change = (index: number, changed: Partial<Tag>) =>
    onChange(tags.map((tag, at) => (at === index ? { ...tag, ...changed } : tag)));
  return (
    <AttributeEditor
      items={[...tags]}
      addButtonText="Add a tag"
      removeButtonText="Remove"
      disableAddButton={tags.length >= largestCount}
      empty="No tags. With them policies can tell users and buckets apart."
      onAddButtonClick={() => onChange([...tags, { key: '', value: '' }])}
      onRemoveButtonClick={({ detail }) =>
        onChange(tags.filter((_, at) => at !== detail.itemIndex))
      }
      definition={[
        {
          label: 'Key',
          control: (tag: Tag, index: number) => (
            <Input
              value={tag.key}
              ariaLabel={`Key of tag ${index + 1}`}
              onChange={({ detail }) => change(index, { key: detail.value })}
            />
          ),
        },
        {
          label: 'Value',
          control: (tag: Tag, index: number) => (
            <Input
              value={tag.value}
              ariaLabel={`Value of tag ${index + 1}`}
              onChange={({ detail }) => change(index, { value: detail.value })}
            />
          ),
        },
      ]}
    />
  );
}
