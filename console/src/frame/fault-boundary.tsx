import { Component, type ReactNode } from 'react';
import { ErrorAlert } from '../parts/error-alert.tsx';

interface Props {
  /** A fault belongs to the page that had it: another address begins anew. */
  readonly place: string;
  readonly children: ReactNode;
}

/** Shows a fault of one page in its place, with the frame around it still working. */
export class FaultBoundary extends Component<Props, { readonly fault: unknown }> {
  override state: { readonly fault: unknown } = { fault: undefined };

  static getDerivedStateFromError(fault: unknown) {
    return { fault };
  }

  override componentDidUpdate(before: Props): void {
    const isOver = this.state.fault !== undefined && before.place !== this.props.place;
    if (isOver) this.setState({ fault: undefined });
  }

  override render(): ReactNode {
    const { fault } = this.state;
    return fault === undefined ? this.props.children : <ErrorAlert error={fault} />;
  }
}
