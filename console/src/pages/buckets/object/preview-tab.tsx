import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import type { ObjectPlace } from '../../../api/s3/address.ts';
import type { ObjectHead } from '../../../api/s3/objects.ts';
import { presignedUrl } from '../../../api/session.ts';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { useLoad } from '../../../parts/load.ts';
import { WhenLoaded } from '../../../parts/loading.tsx';
import './preview.css';

type Kind = 'image' | 'video' | 'audio' | 'page' | 'text';

/** Texts beyond this are for an editor. */
const largestTextBytes = 4 * 1_048_576;
/** Long enough to look, too short to be passed on. */
const previewSeconds = 900;

/** What a browser can show of an object; undefined where it cannot. */
function kindOf(head: ObjectHead): Kind | undefined {
  const type = (head.header('content-type') ?? '').toLowerCase().split(';')[0]?.trim() ?? '';
  if (/^image\/(png|jpeg|gif|webp|avif|bmp|svg\+xml|x-icon)$/.test(type)) return 'image';
  if (type.startsWith('video/')) return 'video';
  if (type.startsWith('audio/')) return 'audio';
  if (head.size > largestTextBytes) return undefined;
  if (type === 'text/html') return 'page';
  const isText = /^text\/|^application\/(json|xml|javascript|x-yaml|yaml|toml|sql)$|\+(json|xml)$/;
  return isText.test(type) ? 'text' : undefined;
}

interface PreviewTabProps {
  readonly place: ObjectPlace;
  readonly head: ObjectHead;
}

/**
 * Shows an object from its own origin, by a link that expires: whatever it holds, the session is
 * out of its reach. Frames are sandboxed, so that nothing in them runs.
 */
export function PreviewTab({ place, head }: PreviewTabProps) {
  const kind = kindOf(head);
  const { bucket, key, versionId } = place;
  const loaded = useLoad(async () => {
    if (kind === undefined) return '';
    return presignedUrl({
      ...{ method: 'GET', bucket, key, versionId, expiresSeconds: previewSeconds },
      // An object that wants to be saved is looked at all the same.
      responseContentDisposition: 'inline',
      responseContentType: kind === 'text' ? 'text/plain; charset=utf-8' : undefined,
    });
  });
  if (kind === undefined) {
    return (
      <EmptyState title="No preview">
        Browsers show images, sound, films, pages and texts of a few megabytes. Download this object
        to look at it.
      </EmptyState>
    );
  }
  return (
    <Container>
      <WhenLoaded of={loaded}>{(url) => <Preview kind={kind} url={url} />}</WhenLoaded>
      <Box variant="small">Shown from the objects' own origin; scripts in it do not run.</Box>
    </Container>
  );
}

function Preview({ kind, url }: { readonly kind: Kind; readonly url: string }) {
  switch (kind) {
    case 'image':
      return <img className="preview-image" src={url} alt="The object" />;
    case 'video':
      // biome-ignore lint/a11y/useMediaCaption: captions are with whoever made the film
      return <video className="preview-image" src={url} controls />;
    case 'audio':
      // biome-ignore lint/a11y/useMediaCaption: captions are with whoever made the sound
      return <audio src={url} controls />;
    default:
      return (
        <iframe
          className="preview-frame"
          title="The object"
          src={url}
          sandbox=""
          referrerPolicy="no-referrer"
        />
      );
  }
}
