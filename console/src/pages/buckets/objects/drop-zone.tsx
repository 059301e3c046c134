import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { type ChosenFile, droppedFiles } from '../uploads/dropped-files.ts';
import './drop-zone.css';

interface DropZoneProps {
  readonly onDropped: (files: readonly ChosenFile[]) => void;
  readonly children: ReactNode;
}

/** Takes files and folders that are dropped on what it holds. Buttons do the same by keyboard. */
export function DropZone({ onDropped, children }: DropZoneProps) {
  // Each element inside tells of its own that something came and went.
  const depth = useRef(0);
  const [isOver, setIsOver] = useState(false);
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  const move = (event: DragEvent, by: number) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth.current += by;
    setIsOver(depth.current > 0);
  };
  const drop = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth.current = 0;
    setIsOver(false);
    void droppedFiles(event.dataTransfer).then(onDropped);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the mouse only
    <div
      className={isOver ? 'drop-zone drop-zone-over' : 'drop-zone'}
      onDragEnter={(event) => move(event, 1)}
      onDragLeave={(event) => move(event, -1)}
      onDragOver={(event) => move(event, 0)}
      onDrop={drop}
    >
      {children}
    </div>
  );
}
