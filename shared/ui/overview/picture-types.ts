/** What a box of a picture stands for. */
export type BoxKind = 'front door' | 'process' | 'action' | 'broker' | 'store';

/** A part of a form: what serves, or what it keeps its data in. */
export interface Box {
  id: string;
  /** What is written in it. */
  title: string;
  kind: BoxKind;
  /** The name of the service, for a process or an action. */
  service?: string;
}

/** The parts of a form, and who uses whom. */
export interface Picture {
  boxes: Box[];
  /** From a process or action to what it calls, or to the store or broker that it uses; by the ids of boxes. */
  arrows: { from: string; to: string }[];
}
