import { useSyncExternalStore } from 'react';

const darkClass = 'awsui-dark-mode';

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.body, { attributeFilter: ['class'] });
  return () => observer.disconnect();
}

/** Whether the page is dark now, for what Cloudscape does not draw. */
export function useDark(): boolean {
  return useSyncExternalStore(subscribe, () => document.body.classList.contains(darkClass));
}
